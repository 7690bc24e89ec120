package farebox.cli.deploy;

import farebox.cli.cloudformation.ChangeStack;
import farebox.cli.cloudformation.PlanBySam;
import farebox.cli.cloudformation.PlanByService;
import farebox.cli.cloudformation.PlanChange;
import farebox.cli.cloudformation.PollingDelay;
import farebox.cli.cloudformation.Stacks;
import farebox.cli.operator.Administration;
import farebox.cli.operator.CommandContext;
import farebox.cli.operator.Progress;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackModels;
import farebox.cli.operator.UserError;
import farebox.kernel.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** From built folders to an API that answers a first call. */
public final class DeployFarebox {
    private final Stack place;
    private final StackClients clients;
    private final CommandContext context;
    private final Progress progress;
    private final PollingDelay pollingDelay = Thread::sleep;

    /** @param place where to deploy; it needs no outputs */
    public DeployFarebox(Stack place, StackClients clients, CommandContext context) {
        this.place = place;
        this.clients = clients;
        this.context = context;
        this.progress = context.progress();
    }

    /**
     * @param home the checkout: template.yaml and the built functions
     * @param stack its name
     * @param parameters of the template, those that were asked for
     * @param searchPath where the SAM CLI is looked for, such as the variable {@code PATH}; empty to do without
     */
    public record Order(Path home, String stack, Map<String, String> parameters, String searchPath) {
        public Order {
            parameters = Map.copyOf(parameters);
        }
    }

    /** What is there now. */
    public record Deployed(Stack stack, URI url, boolean changed, Optional<Keys> keys) {}

    /** Keys that were made just now; they are shown this once. */
    public record Keys(String key, String adminKey) {}

    /** @throws UserError if a folder was not built, or CloudFormation refused or undid the deployment */
    public Deployed run(Order order) throws InterruptedException {
        ChangeStack.Outcome outcome = change(order);
        Stack stack = place.with(new Stacks(clients.cloudFormation()).outputs(order.stack()));
        URI url = Urls.of(stack);
        if (outcome != ChangeStack.Outcome.UNCHANGED) {
            progress.step("the stack is " + (outcome == ChangeStack.Outcome.CREATED ? "created" : "updated"));
        }
        Optional<Keys> keys = prepare(stack);
        if (outcome != ChangeStack.Outcome.UNCHANGED) {
            new ReadinessProbe(HttpClient.newHttpClient(), pollingDelay).await(url);
            progress.step("it answers");
        }
        return new Deployed(stack, url, outcome != ChangeStack.Outcome.UNCHANGED || keys.isPresent(), keys);
    }

    private ChangeStack.Outcome change(Order order) throws InterruptedException {
        String account = clients.sts().getCallerIdentity().account();
        Artifacts artifacts = new Artifacts(clients.s3(), account, place.region());
        artifacts.ensureBucket();
        ChangeStack.Template template = upload(order.home(), artifacts);
        return new ChangeStack(clients.cloudFormation(), planning(order, artifacts), progress, pollingDelay)
                .run(new ChangeStack.Order(order.stack(), template, parameters(order)));
    }

    private PlanChange planning(Order order, Artifacts artifacts) {
        Optional<Path> sam = PlanBySam.found(order.searchPath());
        sam.ifPresent(found -> progress.step("the change set is made by " + found));
        return sam.<PlanChange>map(found -> new PlanBySam(found, place, artifacts.bucket()))
                .orElseGet(() -> new PlanByService(clients.cloudFormation(), context.clock()));
    }

    private ChangeStack.Template upload(Path home, Artifacts artifacts) {
        try {
            SourceTemplate source = new SourceTemplate(Files.readString(home.resolve("template.yaml")));
            Map<String, String> places = new HashMap<>();
            for (String folder : source.folders()) {
                places.put(folder, uploadCode(home, folder, artifacts));
            }
            for (String definition : source.definitions()) {
                places.put(definition, uploadDefinition(home.resolve(definition), artifacts));
            }
            String template = source.packaged(places);
            String key = "templates/" + Sha256.of(template.getBytes(StandardCharsets.UTF_8)) + ".yaml";
            artifacts.put(key, template);
            return new ChangeStack.Template(template, Urls.ofObject(place, artifacts.bucket(), key));
        } catch (IOException e) {
            throw new UserError("cannot read what is to be deployed: " + e.getMessage(), e);
        }
    }

    private String uploadCode(Path home, String folder, Artifacts artifacts) throws IOException {
        Path file = Files.createTempFile("farebox-code-", ".zip");
        try {
            CodeArchive archive = CodeArchive.of(home.resolve(folder), file);
            String key = "code/" + archive.digest() + ".zip";
            boolean sent = artifacts.put(key, file);
            progress.step((sent ? "uploaded  " : "is there  ") + folder + " (" + Files.size(file) / 1_000_000 + " MB)");
            return "s3://" + artifacts.bucket() + "/" + key;
        } finally {
            Files.delete(file);
        }
    }

    private static String uploadDefinition(Path file, Artifacts artifacts) throws IOException {
        String key = "definitions/" + Sha256.of(Files.readAllBytes(file)) + ".asl.json";
        artifacts.put(key, file);
        return "s3://" + artifacts.bucket() + "/" + key;
    }

    private Map<String, String> parameters(Order order) {
        Map<String, String> parameters = new HashMap<>();
        if (!place.endpoints().isEmpty()) {
            // Neither authorizers nor gradual deployments are there outside AWS, and hardly any callers to wait for.
            parameters.put("AccessCheck", "function");
            parameters.put("Canary", "false");
            parameters.put("ModelCanarySeconds", "1");
        } else if (isNew(order.stack()) && accountHasLogRole()) {
            parameters.put("SetsGatewayLogRole", "false");
        }
        parameters.putAll(order.parameters());
        return parameters;
    }

    private boolean isNew(String stack) {
        return new Stacks(clients.cloudFormation()).find(stack).isEmpty();
    }

    /** One role serves every API of an account and region: one that is there stays. */
    private boolean accountHasLogRole() {
        return Optional.ofNullable(clients.apiGateway().getAccount(of -> {}).cloudwatchRoleArn())
                .filter(role -> !role.isEmpty())
                .isPresent();
    }

    private Optional<Keys> prepare(Stack stack) {
        Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
        String model = new DemoModel(StackModels.publisher(stack, clients), scratch, context.clock()).publish();
        Optional<InitialKeys.Pair> made =
                new InitialKeys(Administration.of(stack, clients, context.clock(), context.random())).make();
        progress.step(model);
        return made.map(pair -> new Keys(pair.key(), pair.adminKey()));
    }
}
