package farebox.local.localstack;

import farebox.cli.operator.Progress;
import farebox.cli.operator.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** LocalStack's own image, for those who have Docker: functions run in containers of AWS's images for Lambda. */
public final class DockerLocalStack implements AutoCloseable {
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");
    private static final int PORT = 4566;
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    /** On Python's path there, so that LocalStack finds our mends of its CloudFormation and API Gateway. */
    private static final String PLUGIN = "/opt/farebox";

    private static final String METADATA = """
            Metadata-Version: 2.1
            Name: farebox-localstack
            Version: 1.0.0
            """;
    static final String ENTRY_POINTS = """
            [localstack.hooks.on_infra_start]
            farebox_mend = farebox_localstack.plugins:mend
            """;

    private final LocalStackContainer container;

    private DockerLocalStack(LocalStackContainer container) {
        this.container = container;
    }

    /**
     * Returns once it serves; it ends with this process.
     *
     * @param home the checkout
     * @param port on this machine's loopback; 0 for any free one
     * @throws UserError if no Docker engine answers, or the image does not start
     */
    public static DockerLocalStack start(Path home, int port, Progress progress) {
        requireEngine(() -> DockerClientFactory.instance().isDockerAvailable());
        progress.step("Starting " + IMAGE + " (the first time it is downloaded: 500 MB) ...");
        LocalStackContainer container = container(home, port);
        try {
            container.start();
        } catch (ContainerLaunchException e) {
            throw new UserError("LocalStack's image does not start: " + e.getMessage(), e);
        }
        return new DockerLocalStack(container);
    }

    static void requireEngine(BooleanSupplier answers) {
        if (!answers.getAsBoolean()) {
            throw new UserError("--docker needs a Docker engine, and none answers; start one, or leave --docker away");
        }
    }

    /** What run.py sets as well, for the same reasons. */
    static Map<String, String> environment() {
        return Map.of(
                "DISABLE_EVENTS", "1",
                "LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "120",
                "LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_ERROR_SEC", "5",
                "LAMBDA_LIMITS_CONCURRENT_EXECUTIONS", "40",
                "LAMBDA_LIMITS_MINIMUM_UNRESERVED_CONCURRENCY", "0",
                "PYTHONPATH", PLUGIN);
    }

    /** On loopback alone, in Docker's notation. */
    static String binding(int port) {
        return "127.0.0.1:" + (port == 0 ? "" : port) + ":" + PORT;
    }

    private static LocalStackContainer container(Path home, int port) {
        LocalStackContainer container = new LocalStackContainer(IMAGE)
                .withEnv(environment())
                .withCopyFileToContainer(
                        MountableFile.forHostPath(home.resolve("local/localstack/farebox_localstack")),
                        PLUGIN + "/farebox_localstack")
                .withCopyToContainer(Transferable.of(METADATA), inDistribution("METADATA"))
                .withCopyToContainer(Transferable.of(ENTRY_POINTS), inDistribution("entry_points.txt"))
                .withStartupTimeout(READY_WITHIN);
        container.setPortBindings(List.of(binding(port)));
        return container;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + container.getMappedPort(PORT));
    }

    @Override
    public void close() {
        container.close();
    }

    private static String inDistribution(String file) {
        return PLUGIN + "/farebox_localstack-1.0.0.dist-info/" + file;
    }
}
