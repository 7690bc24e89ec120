package farebox.cli;

import farebox.cli.models.HubModel;
import farebox.cli.models.PushModel;
import farebox.cli.models.TransferBar;
import farebox.cli.opennlp.LanguageDetectorFile;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.UserError;
import farebox.kernel.FileTree;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = "Uploads a model as a tenant does, and tells what came of it.")
final class PushCommand implements Callable<Integer> {
    private static final String HUB = "hf:";
    private static final String OPENNLP = "opennlp:";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StackOption target = new StackOption();

    @Parameters(
            paramLabel = "FOLDER|hf:OWNER/NAME|opennlp:FILE",
            description = "Holds model.json and model.onnx; or an ONNX export of the Hugging Face hub, from"
                    + " https://huggingface.co or what HF_ENDPOINT says; or a language detector of OpenNLP.")
    private String source = "";

    @Option(names = "--as", paramLabel = "NAME", description = "Default: the last part of its name.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--owner",
            paramLabel = "TENANT",
            defaultValue = "demo",
            description = "Whose model (default: ${DEFAULT-VALUE}).")
    private String owner = "demo";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "For the outcome (default: ${DEFAULT-VALUE}).")
    private int seconds = 300;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TransferBar bar = new TransferBar(spec.commandLine().getOut(), ConsoleProgress.isTerminal());
        if (!source.startsWith(HUB) && !source.startsWith(OPENNLP)) {
            Path folder = Path.of(source).toAbsolutePath().normalize();
            return push(bar, folder, name.orElseGet(() -> String.valueOf(folder.getFileName())));
        }
        Path folder = Files.createTempDirectory("farebox-push-");
        try {
            return push(bar, folder, source.startsWith(HUB) ? fetch(bar, folder) : convert(folder));
        } finally {
            FileTree.delete(folder);
        }
    }

    /** @return what the model is called */
    private String fetch(TransferBar bar, Path folder) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT_TIMEOUT)
                .build()) {
            HubModel model = new HubModel(http, endpoint(), source.substring(HUB.length()), bar);
            model.fetch(folder);
            return name.orElseGet(model::shortName);
        }
    }

    /** @return what the model is called */
    private String convert(Path folder) throws IOException {
        new LanguageDetectorFile(Path.of(source.substring(OPENNLP.length()))).convert(folder);
        return name.orElse("language");
    }

    private int push(TransferBar bar, Path folder, String as) throws IOException, InterruptedException {
        ModelRef model = new ModelRef(new TenantId(owner), new ModelName(as));
        Stack stack = target.stack();
        try (StackClients clients = new StackClients(stack)) {
            PushModel.Wait wait = new PushModel.Wait(Clock.systemUTC(), Duration.ofSeconds(seconds));
            String version = new PushModel(clients.s3(), stack.output("UploadsBucket"), bar, wait).run(model, folder);
            spec.commandLine().getOut().println("published " + model + " as " + version);
            return 0;
        }
    }

    /** As huggingface_hub does. */
    private static URI endpoint() {
        String given = Optional.ofNullable(System.getenv("HF_ENDPOINT"))
                .filter(text -> !text.isBlank())
                .orElse("https://huggingface.co");
        try {
            return URI.create(given.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new UserError("HF_ENDPOINT is no address: " + given, e);
        }
    }
}
