package farebox.cli;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackModels;
import farebox.cli.operator.UserError;
import farebox.cli.training.CardSummary;
import farebox.cli.training.LossCurve;
import farebox.cli.training.TrainingEvent;
import farebox.cli.training.TrainingInput;
import farebox.cli.training.TrainingView;
import farebox.cli.training.WorkerProcess;
import farebox.kernel.FileTree;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishModel;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.ModelRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a model on this machine, and serves it.")
final class TrainCommand implements Callable<Integer> {
    private static final int REFUSED = 1;
    private static final int FAILED = 2;

    @Mixin
    private final StackOption target = new StackOption();

    @Parameters(
            paramLabel = "FOLDER|SPEC",
            description = "A folder with training.json and its data, or a spec beside its data.")
    private Path given = Path.of("");

    @Option(
            names = "--publish",
            paramLabel = "NAME",
            description = "The model's name: a-z, 0-9 and '-', at most 63 (default: that of the folder).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to leave the model with its card; where nothing runs, this alone is enough.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--owner", defaultValue = "public", description = "Whose model (default: ${DEFAULT-VALUE}).")
    private String owner = "public";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            TrainingInput input = TrainingInput.of(given);
            Optional<Stack> stack = stack();
            Optional<ModelRef> model = stack.isEmpty() ? Optional.empty() : Optional.of(model(input));
            return train(input, stack, model);
        } catch (InvalidRequest | UserError e) {
            return refuse(String.valueOf(e instanceof InvalidRequest invalid ? invalid.detail() : e.getMessage()));
        }
    }

    /** None where the model is only to be left in a folder. */
    private Optional<Stack> stack() {
        try {
            return Optional.of(target.stack());
        } catch (UserError e) {
            if (out.isPresent() && name.isEmpty() && !target.isNamed()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ModelRef model(TrainingInput input) {
        try {
            return new ModelRef(new TenantId(owner), new ModelName(name.orElseGet(input::name)));
        } catch (InvalidRequest e) {
            throw new InvalidRequest(e.detail() + "; name the model with --publish");
        }
    }

    private int train(TrainingInput input, Optional<Stack> stack, Optional<ModelRef> model)
            throws IOException, InterruptedException {
        Path base = Files.createTempDirectory("farebox-train-");
        try {
            return switch (run(input, base)) {
                case WorkerProcess.Outcome.Trained trained -> {
                    finish(trained, stack, model);
                    yield 0;
                }
                case WorkerProcess.Outcome.Refused(String reason) -> refuse(reason);
                case WorkerProcess.Outcome.Failed(String reason) -> {
                    spec.commandLine().getErr().println("farebox: " + reason);
                    yield FAILED;
                }
            };
        } finally {
            FileTree.delete(base);
        }
    }

    private WorkerProcess.Outcome run(TrainingInput input, Path base) throws IOException, InterruptedException {
        TrainingView view = new TrainingView(printer(), ConsoleProgress.isTerminal());
        LossCurve losses = new LossCurve();
        WorkerProcess.Outcome outcome = new WorkerProcess(worker(), base).run(input, event -> {
            view.show(event);
            if (event instanceof TrainingEvent.EpochFinished epoch) {
                losses.add(epoch.loss());
            }
        });
        view.end();
        losses.lines().forEach(printer()::println);
        return outcome;
    }

    private static Path worker() {
        Path worker = Installation.found().resolve("training-step-functions/worker/target/farebox-train/bin/train");
        if (!Files.isExecutable(worker)) {
            throw new UserError("the training worker is not built; run mvn package");
        }
        return worker;
    }

    private void finish(WorkerProcess.Outcome.Trained trained, Optional<Stack> stack, Optional<ModelRef> model)
            throws IOException {
        CardSummary.of(trained.model()).forEach(printer()::println);
        if (out.isPresent()) {
            copy(trained.model(), out.get());
            copy(trained.output(), out.get());
            printer().println("model and card: " + out.get());
        }
        if (stack.isPresent() && model.isPresent()) {
            ModelCard card = publish(stack.get(), model.get(), trained.model());
            printer().println("served as %s, version %s".formatted(card.ref().name(), card.version()));
        }
        printer().flush();
    }

    private static ModelCard publish(Stack stack, ModelRef model, Path folder) {
        Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
        try (StackClients clients = new StackClients(stack)) {
            ModelRegistry registry = StackModels.publisher(stack, clients);
            return new PublishModel(registry, new OnnxModelConverter(), scratch, Clock.systemUTC())
                    .run(new PublicationFolder(folder).request(model))
                    .card();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private int refuse(String reason) {
        spec.commandLine().getErr().println("farebox: " + reason);
        return REFUSED;
    }

    private PrintWriter printer() {
        return spec.commandLine().getOut();
    }
}
