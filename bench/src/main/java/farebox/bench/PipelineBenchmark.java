package farebox.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackFile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * From the upload of the Iris data to the first prediction of the model that is trained on them, through the whole
 * local stack; each run is of a model of its own. The first run is not counted: it starts the functions. Then the same
 * for a second version, which replaces one of shuffled labels while its one caller calls.
 */
final class PipelineBenchmark implements Benchmark {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String ROW = "{\"rows\": [{\"sepal_length\": 5.1, \"sepal_width\": 3.5,"
            + " \"petal_length\": 1.4, \"petal_width\": 0.2}]}";
    private static final String MANIFEST =
            "{\"data\": \"iris.csv\", \"target\": \"species\", \"family\": \"auto\", \"seed\": 7}";
    private static final String TRAIN = "Train";
    private static final Target QUICK = new Target.AtMost(5_000, " ms");
    private static final Target SLOWEST = new Target.AtMost(15_000, " ms");

    private final int rounds;

    PipelineBenchmark(int rounds) {
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public Result run(BenchmarkEnvironment environment) throws Exception {
        Path folder = Files.createDirectories(environment.folder().resolve("pipeline"));
        byte[] data = Files.readAllBytes(environment.home().resolve("training-step-functions/examples/iris/iris.csv"));
        EmulatorProcess emulator = EmulatorProcess.start(environment.home(), folder);
        Stack stack = new StackFile(emulator.data()).read().orElseThrow();
        try (StackClients clients = new StackClients(stack);
                S3Client s3 = clients.s3();
                PipelineHistory history = new PipelineHistory(clients, stack.output("TrainingStateMachine"))) {
            Upload upload = new Upload(s3, stack.output("UploadsBucket"), data);
            Upload useless = new Upload(s3, stack.output("UploadsBucket"), IrisData.shuffled(data));
            List<Map<String, Duration>> runs = new ArrayList<>();
            List<Map<String, Duration>> second = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                Map<String, Duration> parts = train(emulator, upload, history, "iris-" + round);
                if (round > 0) {
                    runs.add(parts);
                    useless.run("next-" + round);
                    awaitPrediction(emulator, "next-" + round, "");
                    second.add(train(emulator, upload, history, "next-" + round));
                }
            }
            return result(runs, second);
        } finally {
            emulator.processes().end();
        }
    }

    /** What is uploaded, and where to. */
    private record Upload(S3Client s3, String bucket, byte[] data) {
        private void run(String model) {
            put("training/demo/" + model + "/iris.csv", RequestBody.fromBytes(data));
            put("training/demo/" + model + "/training.json", RequestBody.fromString(MANIFEST));
        }

        private void put(String key, RequestBody body) {
            s3.putObject(put -> put.bucket(bucket).key(key), body);
        }
    }

    /** The parts of one run, in order; their sum is the time from the upload to the prediction. */
    private static Map<String, Duration> train(
            EmulatorProcess emulator, Upload upload, PipelineHistory history, String model) throws Exception {
        String former = version(emulator, model);
        Instant began = Instant.now();
        upload.run(model);
        awaitPrediction(emulator, model, former);
        Instant predicted = Instant.now();
        return history.parts(began, predicted);
    }

    /** @param former version; empty if there is none */
    private static void awaitPrediction(EmulatorProcess emulator, String model, String former) throws Exception {
        Instant end = Instant.now().plus(TIMEOUT);
        String version = version(emulator, model);
        while (version.isEmpty() || version.equals(former)) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the model " + model + " is not served");
            }
            Thread.sleep(BETWEEN_ATTEMPTS);
            version = version(emulator, model);
        }
    }

    /** The version that answers a prediction; empty if none does. */
    private static String version(EmulatorProcess emulator, String model) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(emulator.url("/v1/models/" + model + "/predict"))
                    .header("authorization", "Bearer " + emulator.key())
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(ROW))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? new ObjectMapper()
                            .readTree(response.body())
                            .path("version")
                            .asText()
                    : "";
        }
    }

    private static Result result(List<Map<String, Duration>> runs, List<Map<String, Duration>> second) {
        List<String> notes = new ArrayList<>();
        notes.add("from upload to prediction; beside it, the training job");
        runs.getFirst()
                .keySet()
                .forEach(part -> notes.add(String.format(
                        Locale.ROOT, "%s: p50 %.0f ms", part, part(runs, part).medianMillis())));
        return new Result(
                Stream.of(rows("pipeline", runs), rows("pipeline, second version,", second))
                        .flatMap(List::stream)
                        .toList(),
                notes);
    }

    private static List<ResultRow> rows(String name, List<Map<String, Duration>> runs) {
        Timings whole = timings(runs.stream()
                .map(parts -> parts.values().stream().reduce(Duration.ZERO, Duration::plus))
                .toList());
        Timings training = part(runs, TRAIN);
        double ratio = whole.medianRatioTo(training);
        return List.of(
                row(name + " p50", whole.medianMillis(), training.medianMillis(), ratio, QUICK),
                row(name + " p99", whole.percentileMillis(99), training.percentileMillis(99), ratio, SLOWEST));
    }

    private static ResultRow row(String name, double ours, double training, double ratio, Target target) {
        return new ResultRow(name, ResultRow.millis(ours), ResultRow.millis(training), ratio, target.verdict(ours));
    }

    private static Timings part(List<Map<String, Duration>> runs, String part) {
        return timings(runs.stream()
                .map(parts -> parts.getOrDefault(part, Duration.ZERO))
                .toList());
    }

    private static Timings timings(List<Duration> durations) {
        return new Timings(durations.stream().mapToLong(Duration::toNanos).toArray(), 1);
    }
}
