package farebox.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.cli.operator.ReadyFile;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackFile;
import farebox.local.lambda.LocalLambda;
import farebox.local.launcher.EmulatorSettings;
import farebox.local.launcher.LocalEmulator;
import farebox.local.template.Deployment;
import farebox.local.template.Template;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An uploaded batch through the local emulator while the processes of its workers are killed at random: each line has
 * one result, in the output or among the errors, and the lines of the output are billed, each once. Anything else fails
 * the run.
 */
final class KilledBatchBenchmark implements Benchmark {
    private static final String WORKERS = "BatchTaskFunction";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(8);
    private static final Duration SUMS_SETTLE = Duration.ofMinutes(2);
    private static final long SEED = 1;

    private final int lines;

    KilledBatchBenchmark(int lines) {
        this.lines = lines;
    }

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        Path cloud = benchmarkEnvironment.folder().resolve("kills");
        EmulatorSettings settings = new EmulatorSettings(benchmarkEnvironment.home(), cloud, 0);
        try (LocalEmulator emulator = LocalEmulator.start(settings, _ -> {});
                StackClients clients =
                        new StackClients(new StackFile(cloud).read().orElseThrow());
                S3Client s3 = clients.s3()) {
            Storage storage = new Storage(s3, emulator.ready().buckets());
            Instant began = Instant.now();
            storage.upload(IntStream.range(0, lines)
                    .mapToObj(line -> "{\"custom_id\": \"c-%d\", \"input\": \"%s\"}\n"
                            .formatted(line, Sentences.ALL.get(line % Sentences.ALL.size())))
                    .collect(Collectors.joining()));
            int kills = killUntilDone(emulator.lambda(), workers(benchmarkEnvironment.home()), storage);
            Duration took = Duration.between(began, Instant.now());
            int served = requireEachOnce(storage);
            requireBilled(emulator.ready(), served);
            return result(served, kills, took);
        }
    }

    private Result result(int served, int kills, Duration took) {
        return new Result(
                List.of(new ResultRow(
                        "batch of " + lines + " lines, workers killed",
                        served + " served and billed",
                        lines + " lines",
                        (double) served / lines,
                        "")),
                List.of(kills + " processes killed in " + took.toSeconds() + " s; " + (lines - served)
                        + " lines among the errors"));
    }

    /** The name of the workers' function. */
    private static String workers(Path home) {
        return Template.read(home.resolve("template.yaml")).deploy(Map.of()).functions().stream()
                .filter(function -> function.id().equals(WORKERS))
                .map(Deployment.Function::name)
                .findFirst()
                .orElseThrow();
    }

    /** At random times, whatever a worker does then: a task that is killed each time it is tried is given up. */
    private static int killUntilDone(LocalLambda lambda, String function, Storage storage) throws InterruptedException {
        RandomGenerator random = new Random(SEED);
        int kills = 0;
        while (!storage.isDone()) {
            Thread.sleep(random.nextLong(MAX_PAUSE.toMillis()));
            List<Long> workers = lambda.children(function);
            if (!workers.isEmpty()) {
                long victim = workers.get(random.nextInt(workers.size()));
                kills += ProcessHandle.of(victim)
                        .filter(ProcessHandle::destroyForcibly)
                        .map(_ -> 1)
                        .orElse(0);
            }
        }
        return kills;
    }

    /** @return how many lines are in the output */
    private int requireEachOnce(Storage storage) throws IOException {
        List<Integer> output = storage.ids("output.jsonl");
        List<Integer> all = new ArrayList<>(output);
        all.addAll(storage.ids("errors.jsonl"));
        require(output.equals(output.stream().sorted().toList()), "the output is not in the order of the lines");
        require(
                all.stream()
                        .sorted()
                        .toList()
                        .equals(IntStream.range(0, lines).boxed().toList()),
                "not each line has one result: " + all.size() + " results of " + lines + " lines");
        return output.size();
    }

    private static void requireBilled(ReadyFile ready, int served) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(SUMS_SETTLE);
        long billed = billed(ready);
        while (billed < served && Instant.now().isBefore(end)) {
            Thread.sleep(BETWEEN_LOOKS);
            billed = billed(ready);
        }
        require(billed == served, billed + " lines are billed, and " + served + " were served");
    }

    private static long billed(ReadyFile ready) throws IOException, InterruptedException {
        long from = Instant.now().minus(Duration.ofHours(12)).getEpochSecond();
        HttpRequest request = CallerRequest.get(ready, "/v1/usage?bucket_width=1h&limit=24&start_time=" + from);
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode usage = new ObjectMapper()
                    .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
            return usage.path("data").findValues("results").stream()
                    .mapToLong(results -> results.path(0).path("calls").longValue())
                    .sum();
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** The batch's objects. */
    private record Storage(S3Client s3, ReadyFile.Buckets buckets) {
        private static final String BATCH = "batches/demo/%s/kills".formatted(BenchmarkEnvironment.MODEL.name());

        void upload(String content) {
            s3.putObject(put -> put.bucket(buckets.uploads()).key(BATCH + ".jsonl"), RequestBody.fromString(content));
        }

        boolean isDone() {
            return exists("summary.json");
        }

        List<Integer> ids(String name) throws IOException {
            List<Integer> ids = new ArrayList<>();
            if (exists(name)) {
                ObjectMapper mapper = new ObjectMapper();
                String content = s3.getObjectAsBytes(
                                get -> get.bucket(buckets.results()).key(key(name)))
                        .asUtf8String();
                for (String line : content.lines().toList()) {
                    ids.add(Integer.parseInt(
                            mapper.readTree(line).path("custom_id").textValue().substring(2)));
                }
            }
            return ids;
        }

        private boolean exists(String name) {
            return s3.listObjectsV2(list -> list.bucket(buckets.results()).prefix(key(name)))
                    .hasContents();
        }

        private static String key(String name) {
            return BATCH + "/" + name;
        }
    }
}
