package farebox.local.launcher;

import farebox.cli.deploy.DemoModel;
import farebox.cli.operator.Administration;
import farebox.cli.operator.Progress;
import farebox.cli.operator.ReadyFile;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackFile;
import farebox.cli.operator.StackModels;
import farebox.cli.operator.UserError;
import farebox.kernel.ByteCount;
import farebox.local.apigateway.AccessLog;
import farebox.local.apigateway.ControlPlane;
import farebox.local.apigateway.Gateway;
import farebox.local.apigateway.GatewayApiKeys;
import farebox.local.apigateway.Quotas;
import farebox.local.http.WebServer;
import farebox.local.lambda.LambdaSettings;
import farebox.local.lambda.LocalLambda;
import farebox.local.lambda.Readiness;
import farebox.local.template.Deployment;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The steps of a start, in their order; what they share are fields. */
final class Startup {
    private static final String REGION = "us-east-1";
    private static final ByteCount MAX_CONTROL_REQUEST = ByteCount.ofMebibytes(1);
    private static final ByteCount MAX_ACCESS_LOG = ByteCount.ofMebibytes(64);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final EmulatorSettings settings;
    private final Progress progress;
    private final CloseableStack closeableStack;
    private final InstantSource clock = Clock.systemUTC();
    private final RandomGenerator random = new SecureRandom();
    private final Quotas quotas = new Quotas(clock);

    Startup(EmulatorSettings settings, Progress progress, CloseableStack closeableStack) {
        this.settings = settings;
        this.progress = progress;
        this.closeableStack = closeableStack;
    }

    LocalEmulator start() throws IOException, InterruptedException {
        Deployment deployment = TemplateFile.read(settings.home(), settings.parameters());
        DataFolder data = closeableStack.add(DataFolder.lock(settings.data()));
        LocalServices services = LocalServices.start(
                new LocalServices.Host(settings.home(), data, clock, random, closeableStack), deployment);
        progress.step("S3 and DynamoDB are up");
        GatewayApiKeys keys = GatewayApiKeys.open(data.resolve("api-keys.json"), clock, random);
        Stack stack = stack(deployment, services, controlPlane(keys, deployment));
        LocalLambda lambda = functions(deployment, stack, data);
        DemoKeys.Pair pair = prepare(deployment, stack, lambda, data);
        URI url = gateway(deployment, lambda, keys, data);
        await(deployment, lambda);
        closeableStack.add(StreamTriggers.start(deployment, services.dynamo(), lambda, clock));
        services.startWork(lambda);
        publishAddress(stack, data);
        closeableStack.add(ClassRecording.start(lambda, awaitedFirst(deployment), TrainingProgram.of(settings.home())));
        progress.step("ready");
        return new LocalEmulator(
                closeableStack,
                new ReadyFile(
                        url,
                        pair.key(),
                        pair.adminKey(),
                        ProcessHandle.current().pid(),
                        ReadyFile.Buckets.of(stack)),
                lambda);
    }

    private URI controlPlane(GatewayApiKeys keys, Deployment deployment) throws BindException {
        WebServer server = closeableStack.add(WebServer.start(
                "api-gateway-control",
                0,
                MAX_CONTROL_REQUEST,
                new ControlPlane(keys, quotas, deployment.usagePlans())));
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static Stack stack(Deployment deployment, LocalServices services, URI controlPlane) {
        Map<Stack.Service, URI> endpoints = services.endpoints();
        endpoints.put(Stack.Service.API_GATEWAY, controlPlane);
        return new Stack(REGION, deployment.outputs(), endpoints);
    }

    /** Functions that open models start as soon as there is one, beside all that is left to do. */
    private DemoKeys.Pair prepare(Deployment deployment, Stack stack, LocalLambda lambda, DataFolder data)
            throws IOException {
        try (StackClients clients = new StackClients(stack)) {
            progress.step(new DemoModel(StackModels.publisher(stack, clients), data.resolve(""), clock).publish());
            awaited(deployment).filter(Startup::opensModels).forEach(function -> lambda.warm(function.name(), 1));
            Administration administration = Administration.of(stack, clients, clock, random);
            DemoKeys.Pair pair = new DemoKeys(administration, data.resolve("keys.json"), clock).make();
            progress.step("tenant demo has a key");
            return pair;
        }
    }

    /** Those that open no model start at once, beside the publication of the first one. */
    private LocalLambda functions(Deployment deployment, Stack stack, DataFolder data) throws IOException {
        LocalFunctions localFunctions =
                new LocalFunctions(stack, Optional.of(data.resolve("access.log").toAbsolutePath()));
        LocalLambda lambda = closeableStack.add(LocalLambda.start(
                deployment.functions().stream().map(localFunctions::definition).toList(),
                new LambdaSettings(
                        data.resolve("lambda"),
                        SharedFolder.of(settings.home()).path(),
                        START_LIMIT,
                        System.getenv(),
                        line -> {},
                        clock,
                        random)));
        awaited(deployment)
                .filter(function -> !opensModels(function))
                .forEach(function -> lambda.warm(function.name(), 1));
        return lambda;
    }

    private void await(Deployment deployment, LocalLambda lambda) throws InterruptedException {
        for (Deployment.Function function : awaited(deployment).toList()) {
            await(lambda, function.name());
        }
        progress.step("the functions are warm");
    }

    /** Those that every call of a model waits for; all others start later. */
    private static Stream<Deployment.Function> awaited(Deployment deployment) {
        Set<String> authorizers = deployment.api().authorizers();
        return deployment.functions().stream()
                .filter(function -> authorizers.contains(function.name()) || opensModels(function));
    }

    private static List<Deployment.Function> awaitedFirst(Deployment deployment) {
        return Stream.concat(awaited(deployment), deployment.functions().stream())
                .distinct()
                .toList();
    }

    private static boolean opensModels(Deployment.Function function) {
        return function.environment().containsKey("HOT_MODELS");
    }

    private static void await(LocalLambda lambda, String function) throws InterruptedException {
        switch (lambda.awaitReady(function, 1, START_LIMIT)) {
            case Readiness.Ready ready -> {}
            case Readiness.Late late ->
                throw new UserError(function + " did not start within " + START_LIMIT.toSeconds() + " s");
            case Readiness.Failed failed ->
                throw new UserError(function + " did not start: "
                        + failed.error().message() + "\n" + String.join("\n", failed.lastLines()));
        }
    }

    private URI gateway(Deployment deployment, LocalLambda lambda, GatewayApiKeys keys, DataFolder data) {
        AccessLog log = closeableStack.add(AccessLog.at(data.resolve("access.log"), MAX_ACCESS_LOG));
        Gateway gateway = new Gateway(
                deployment, new Gateway.Surroundings(new GatewayFunctions(lambda), keys, quotas, log, clock, random));
        try {
            WebServer server = closeableStack.add(
                    WebServer.start("gateway", settings.port(), Gateway.MAX_BODY.plus(new ByteCount(1)), gateway));
            return URI.create("http://127.0.0.1:" + server.port());
        } catch (BindException e) {
            throw LocalEmulator.taken(settings.port(), e);
        }
    }

    /** Other commands find the running emulator by this file; it goes when the emulator does. */
    private void publishAddress(Stack stack, DataFolder data) throws IOException {
        StackFile file = new StackFile(data.resolve(""));
        file.write(stack);
        closeableStack.add(file::forget);
    }
}
