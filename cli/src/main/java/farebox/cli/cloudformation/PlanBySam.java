package farebox.cli.cloudformation;

import farebox.cli.operator.Stack;
import farebox.cli.operator.UserError;
import farebox.kernel.FileTree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has the SAM CLI ask, where it is installed: {@code sam deploy}, which stops before the change set is executed. */
public final class PlanBySam implements PlanChange {
    private static final Pattern CHANGE_SET = Pattern.compile("arn:[a-z-]+:cloudformation:\\S+:changeSet/\\S+");
    private static final String NOTHING_TO_DO = "No changes to deploy";

    private final Path sam;
    private final Stack place;
    private final String bucket;

    /** @param bucket for a template that is too large to be sent whole */
    public PlanBySam(Path sam, Stack place, String bucket) {
        this.sam = sam;
        this.place = place;
        this.bucket = bucket;
    }

    /** The SAM CLI on a search path such as the variable {@code PATH} holds. */
    public static Optional<Path> found(String path) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "sam"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public Optional<String> plan(ChangeStack.Order order, boolean isNew, Set<String> before)
            throws InterruptedException {
        try {
            // A folder of its own: a samconfig.toml beside the template would have a say as well.
            Path folder = Files.createTempDirectory("farebox-sam-");
            Path template = folder.resolve("template.yaml");
            try {
                Files.writeString(template, order.template().text());
                return changeSet(run(command(order, template), folder));
            } finally {
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            throw new UserError("cannot run " + sam + ": " + e.getMessage() + "; --without-sam does not need it", e);
        }
    }

    private static Optional<String> changeSet(String said) {
        Matcher found = CHANGE_SET.matcher(said);
        if (found.find()) {
            return Optional.of(found.group());
        }
        if (said.contains(NOTHING_TO_DO)) {
            return Optional.empty();
        }
        throw new UserError("sam deploy names no change set; --without-sam does without it. It said:\n" + said.strip());
    }

    private List<String> command(ChangeStack.Order order, Path template) {
        List<String> command = new ArrayList<>(List.of(
                sam.toString(),
                "deploy",
                "--no-execute-changeset",
                "--no-confirm-changeset",
                "--no-fail-on-empty-changeset",
                "--no-progressbar",
                "--template-file",
                template.toString(),
                "--stack-name",
                order.stack(),
                "--s3-bucket",
                bucket,
                "--s3-prefix",
                "templates",
                "--region",
                place.region(),
                "--capabilities",
                "CAPABILITY_IAM",
                "CAPABILITY_AUTO_EXPAND"));
        if (!place.profile().isEmpty()) {
            command.addAll(List.of("--profile", place.profile()));
        }
        if (!order.parameters().isEmpty()) {
            command.add("--parameter-overrides");
            order.parameters().forEach((name, value) -> command.add(name + "=\"" + value.replace("\"", "\\\"") + "\""));
        }
        return command;
    }

    private String run(List<String> command, Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new UserError(sam + " deploy failed; --without-sam does without it:\n" + said.strip());
        }
        return said;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of("SAM_CLI_TELEMETRY", "0"));
        Optional.ofNullable(place.endpoints().get(Stack.Service.CLOUDFORMATION)).ifPresent(endpoint -> {
            environment.put("AWS_ENDPOINT_URL", endpoint.toString());
            environment.put("AWS_ACCESS_KEY_ID", "farebox");
            environment.put("AWS_SECRET_ACCESS_KEY", "farebox");
        });
        return environment;
    }
}
