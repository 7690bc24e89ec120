package farebox.bench;

import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.TokenIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A call as a client makes it: HTTP, gateway, authorizer, Lambda's runtime API, the function's process, metering. */
final class WarmCallBenchmark implements Benchmark {
    private static final Target THREE_TIMES = new Target.AtMost(3, " times the model");
    private static final Target MEMORY = new Target.AtMost(600, " MB");
    private static final Target MEMORY_OF_ALL = new Target.AtMost(1_500, " MB");
    private static final double P99 = 99;
    private static final byte[] BODY = "{\"model\": \"%s\", \"input\": \"%s\"}"
            .formatted(BenchmarkEnvironment.MODEL.name(), SampleRequest.TEXT)
            .getBytes(StandardCharsets.UTF_8);

    private final InterleavedRunner interleavedRunner;

    WarmCallBenchmark(InterleavedRunner interleavedRunner) {
        this.interleavedRunner = interleavedRunner;
    }

    @Override
    public String name() {
        return "warm";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        Path folder = Files.createDirectories(benchmarkEnvironment.folder().resolve("warm"));
        EmulatorProcess emulator = EmulatorProcess.start(benchmarkEnvironment.home(), folder);
        try (Peer _ = emulator.answering();
                Lease<EmbeddingModel> lease = benchmarkEnvironment.open()) {
            TokenIds tokens = lease.value().tokenize(SampleRequest.TEXT);
            emulator.processes().awaitIdle();
            Resident idle = Resident.of(emulator.processes());
            List<Timings> samples = interleavedRunner.time(
                    List.of(() -> call(emulator), () -> lease.value().embed(tokens)));
            return new Result(
                    Stream.concat(
                                    times(samples.getFirst(), samples.getLast()).stream(),
                                    memory(Resident.of(emulator.processes()), idle).stream())
                            .toList(),
                    List.of(
                            interleavedRunner.words()
                                    + "; one client, one sentence; the baseline of a call is the model run alone",
                            "the baseline of memory is what it was after the first call, once the classes of the functions"
                                    + " were recorded; pages that processes share count for each"));
        }
    }

    private static List<ResultRow> times(Timings call, Timings alone) {
        double one = call.percentileMillis(P99);
        double other = alone.percentileMillis(P99);
        return List.of(
                new ResultRow(
                        "warm HTTP call p50",
                        ResultRow.millis(call.medianMillis()),
                        ResultRow.millis(alone.medianMillis()),
                        call.medianRatioTo(alone),
                        THREE_TIMES.verdict(call.medianRatioTo(alone))),
                new ResultRow("warm HTTP call p99", ResultRow.millis(one), ResultRow.millis(other), one / other, ""));
    }

    private static List<ResultRow> memory(Resident loaded, Resident idle) {
        return List.of(
                row("resident memory then, the emulator's process", loaded.emulator(), idle.emulator(), MEMORY),
                row("the same and its functions", loaded.all(), idle.all(), MEMORY_OF_ALL));
    }

    private static ResultRow row(String name, long bytes, long baseline, Target target) {
        return new ResultRow(
                name,
                ResultRow.megabytes(bytes),
                ResultRow.megabytes(baseline),
                (double) bytes / baseline,
                target.verdict(bytes / 1e6));
    }

    /**
     * In bytes.
     *
     * @param all the emulator's process and those of the functions
     */
    private record Resident(long emulator, long all) {
        static Resident of(ProcessTree processes) {
            return new Resident(ProcessTree.residentBytes(processes.root()), processes.residentBytes());
        }
    }

    /**
     * On this thread alone: what {@code java.net.http} takes to hand a call between threads is no part of the stack.
     */
    private static void call(EmulatorProcess emulator) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) emulator.url("/v1/embeddings").toURL().openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Authorization", "Bearer " + emulator.key());
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream request = connection.getOutputStream()) {
            request.write(BODY);
        }
        try (InputStream response = connection.getInputStream()) { // Fails if the status says so.
            response.transferTo(OutputStream.nullOutputStream());
        }
    }
}
