package farebox.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.cli.operator.Stack;
import farebox.local.lambda.LambdaSettings;
import farebox.local.lambda.LocalLambda;
import farebox.local.template.Deployment;
import farebox.local.template.Template;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A small template, with a function in a process of its own and a shell script that trains. */
final class LocalServicesTest {
    private static final String WORKER = """
            #!/bin/sh
            tr a-z A-Z < $SAGEMAKER_BASE_DIR/input/data/training/data.csv > $SAGEMAKER_BASE_DIR/model/model.txt
            """;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path home;
    private final CloseableStack parts = new CloseableStack();
    private final Stack stack;
    private final WatchService records;

    LocalServicesTest(@TempDir Path home) throws IOException {
        this.home = home;
        prepare();
        this.records = parts.add(home.getFileSystem().newWatchService());
        home.resolve("records").register(records, StandardWatchEventKinds.ENTRY_CREATE);
        this.stack = start();
    }

    private void prepare() throws IOException {
        for (String name : List.of("template.yaml", "training.asl.json")) {
            copy(name);
        }
        Files.createDirectories(home.resolve("records"));
        Path worker = home.resolve("training-step-functions/worker/target/farebox-train/bin/train");
        Files.createDirectories(worker.getParent());
        Files.writeString(worker, WORKER);
        Files.setPosixFilePermissions(worker, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path archive = Files.createDirectories(home.resolve("code/lib")).resolve("function.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive));
                InputStream bytes = resource("RecordingHandler.class")) {
            out.putNextEntry(new ZipEntry("farebox/local/launcher/RecordingHandler.class"));
            bytes.transferTo(out);
        }
    }

    private void copy(String name) throws IOException {
        try (InputStream in = resource(name)) {
            Files.copy(in, home.resolve(name));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(LocalServicesTest.class.getResourceAsStream(name));
    }

    private Stack start() throws IOException {
        Files.writeString(
                home.resolve("template.yaml"),
                Files.readString(home.resolve("template.yaml"))
                        .replace("RECORDS: records", "RECORDS: " + home.resolve("records")));
        Deployment deployment = Template.read(home.resolve("template.yaml")).deploy(Map.of());
        DataFolder data = parts.add(DataFolder.lock(home.resolve("data")));
        LocalServices services = LocalServices.start(
                new LocalServices.Host(home, data, Clock.systemUTC(), new Random(1), parts), deployment);
        Stack started = new Stack("us-east-1", deployment.outputs(), services.endpoints());
        LocalLambda lambda = parts.add(LocalLambda.start(
                deployment.functions().stream()
                        .map(new LocalFunctions(started)::definition)
                        .toList(),
                new LambdaSettings(
                        data.resolve("lambda"),
                        data.resolve("shared"),
                        LIMIT,
                        System.getenv(),
                        line -> {},
                        Clock.systemUTC(),
                        new Random(1))));
        services.startWork(lambda);
        return started;
    }

    @AfterEach
    void close() {
        parts.close();
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends AutoCloseable> C client(
            B builder, Stack.Service service) {
        URI endpoint = Objects.requireNonNull(stack.endpoints().get(service));
        return parts.add(builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }

    private void upload(String key, String text) {
        client(S3Client.builder(), Stack.Service.S3)
                .putObject(put -> put.bucket("farebox-uploads").key(key), RequestBody.fromString(text));
    }

    /** What the function is called with next. */
    private String record() throws InterruptedException, IOException {
        WatchKey key = records.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(key).as("a call of the function").isNotNull();
        Path name = (Path) Objects.requireNonNull(key).pollEvents().getFirst().context();
        key.reset();
        return Files.readString(home.resolve("records").resolve(name));
    }

    @Test
    void upload_reachesTheFunctionByRuleAndQueue() throws Exception {
        upload("elsewhere/a.jsonl", "{}");
        upload("batches/demo/m/a.jsonl", "{\"a\":1}");

        assertThat(record())
                .contains("eventSource=aws:sqs", "\"key\":\"batches/demo/m/a.jsonl\"", "\"size\":7", "PutObject")
                .doesNotContain("elsewhere");
    }

    @Test
    void stateMachine_runsATrainingJobAndAFunction() throws Exception {
        upload("training/data.csv", "a,b");

        client(SfnClient.builder(), Stack.Service.SFN)
                .startExecution(start -> start.stateMachineArn(stack.output("Training"))
                        .name("first")
                        .input("{\"job\": \"job-1\"}"));

        assertThat(record()).isEqualTo("{text=Completed s3://farebox-results/jobs/job-1/output/model.tar.gz}");
        assertThat(client(S3Client.builder(), Stack.Service.S3)
                        .headObject(head -> head.bucket("farebox-results").key("jobs/job-1/output/model.tar.gz"))
                        .contentLength())
                .isPositive();
    }
}
