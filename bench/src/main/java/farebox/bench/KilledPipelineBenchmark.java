package farebox.bench;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.TrainingAdministration;
import farebox.kernel.TenantId;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Trainings through the local emulator while processes are killed at random: those of functions, those that train, and
 * the emulator itself, which is then started again. One run of four is cancelled at a random time. Each run ends, with
 * a version or with a reason; no job trains on afterwards, and no job was to have another's name. Anything else fails
 * the run.
 */
final class KilledPipelineBenchmark implements Benchmark {
    private static final TenantId TENANT = new TenantId("demo");
    private static final int AT_ONCE = 3;
    private static final int KILLS_PER_RUN = 3;
    private static final int CANCELLED = 4;
    private static final Duration MAX_PAUSE = Duration.ofSeconds(8);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration END = Duration.ofMinutes(15);
    private static final long SEED = 1;

    private final int runs;
    private final Random random = new Random(SEED);
    private final Map<KillableEmulator.Kind, Integer> kills = new TreeMap<>();

    KilledPipelineBenchmark(int runs) {
        this.runs = runs;
    }

    @Override
    public String name() {
        return "pipeline-kills";
    }

    @Override
    public Result run(BenchmarkEnvironment environment) throws Exception {
        Instant began = Instant.now();
        Path folder = Files.createDirectories(environment.folder().resolve("pipeline-kills"));
        byte[] data = Files.readAllBytes(environment.home().resolve("training-step-functions/examples/iris/iris.csv"));
        KillableEmulator emulator = KillableEmulator.start(environment.home(), folder);
        try {
            for (int run = 0; run < runs; run++) {
                awaitLive(emulator, run, AT_ONCE - 1);
                upload(emulator, data, run);
                disturb(emulator, run % CANCELLED == 0);
            }
            awaitLive(emulator, runs, 0);
            return result(emulator, Duration.between(began, Instant.now()));
        } finally {
            emulator.end();
        }
    }

    private void disturb(KillableEmulator emulator, boolean cancels) throws Exception {
        for (int kill = 0; kill < KILLS_PER_RUN; kill++) {
            Thread.sleep(random.nextLong(MAX_PAUSE.toMillis()));
            if (cancels && kill == 0) {
                cancelOne(emulator);
            }
            KillableEmulator.Kind kind = KillableEmulator.Kind.drawn(random);
            if (emulator.kill(kind, random)) {
                kills.merge(kind, 1, Integer::sum);
            }
        }
    }

    private static void upload(KillableEmulator emulator, byte[] data, int run) {
        Stack stack = emulator.stack();
        try (StackClients clients = new StackClients(stack);
                S3Client s3 = clients.s3()) {
            String folder = "training/" + TENANT + "/killed-" + run + "/";
            String bucket = stack.output("UploadsBucket");
            s3.putObject(put -> put.bucket(bucket).key(folder + "iris.csv"), RequestBody.fromBytes(data));
            s3.putObject(put -> put.bucket(bucket).key(folder + "training.json"), RequestBody.fromString("""
                    {"data": "iris.csv", "target": "species", "family": "mlp", "seed": %d,
                     "parameters": {"epochs": 300}}""".formatted(
                            run)));
        }
    }

    private void cancelOne(KillableEmulator emulator) {
        emulator.with(training -> {
            List<PipelineRun> live =
                    runs(training).stream().filter(run -> !run.status().ended()).toList();
            if (!live.isEmpty()) {
                training.cancelRun()
                        .run(TENANT, live.get(random.nextInt(live.size())).id());
            }
            return true;
        });
    }

    /**
     * Some may not have begun: what is uploaded waits in the queue again where the function that took it was killed.
     */
    private static void awaitLive(KillableEmulator emulator, int uploaded, int most) throws InterruptedException {
        Instant end = Instant.now().plus(END);
        while (Instant.now().isBefore(end) && uploaded - ended(emulator) > most) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static long ended(KillableEmulator emulator) {
        return emulator.with(training ->
                runs(training).stream().filter(run -> run.status().ended()).count());
    }

    private static List<PipelineRun> runs(TrainingAdministration training) {
        return training.store().list(TENANT, Optional.empty(), 1_000);
    }

    private Result result(KillableEmulator emulator, Duration took) {
        List<PipelineRun> found = emulator.with(KilledPipelineBenchmark::runs);
        Map<String, Long> ends = found.stream()
                .collect(Collectors.groupingBy(KilledPipelineBenchmark::end, TreeMap::new, Collectors.counting()));
        long open = found.stream().filter(run -> !run.status().ended()).count() + runs - found.size();
        long without =
                found.stream().filter(KilledPipelineBenchmark::lacksReason).count();
        long orphans = emulator.trainings().count();
        long collisions = emulator.collisions();
        if (open + without + orphans + collisions > 0) {
            throw new IllegalStateException(
                    "%d runs without an end, %d without a reason, %d orphan jobs, %d name collisions; %s"
                            .formatted(open, without, orphans, collisions, ends));
        }
        return new Result(
                List.of(new ResultRow(
                        "trainings amid "
                                + kills.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum() + " kills",
                        found.size() + " ended",
                        runs + " runs",
                        (double) found.size() / runs,
                        "")),
                List.of(
                        "killed " + kills + " in " + took.toSeconds() + " s",
                        "ends " + ends + "; jobs started " + emulator.jobs(),
                        "without an end 0, failed without a reason 0, orphan jobs 0, name collisions 0"));
    }

    private static boolean lacksReason(PipelineRun run) {
        return run.status() == RunStatus.FAILED
                && run.result()
                        .error()
                        .filter(error -> !error.message().isBlank())
                        .isEmpty();
    }

    private static String end(PipelineRun run) {
        return run.status().wireName()
                + run.result().error().map(error -> " (" + error.code() + ")").orElse("");
    }
}
