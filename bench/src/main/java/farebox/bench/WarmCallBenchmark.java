package farebox.bench;

import farebox.cli.operator.ReadyFile;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.TokenIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A call as a client makes it: HTTP, gateway, authorizer, Lambda's runtime API, the function's process, metering. */
final class WarmCallBenchmark implements Benchmark {
    private static final Target THREE_TIMES = new Target.AtMost(3, " times the model");
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
        try (EmulatorInProcess emulator = EmulatorInProcess.start(benchmarkEnvironment, "cloud");
                Lease<EmbeddingModel> lease = benchmarkEnvironment.open()) {
            TokenIds tokens = lease.value().tokenize(SampleRequest.TEXT);
            InterleavedRunner.Task call = () -> call(emulator.ready());
            emulator.warmUp(call);
            List<Timings> samples =
                    interleavedRunner.time(List.of(call, () -> lease.value().embed(tokens)));
            return new Result(
                    rows(samples.getFirst(), samples.getLast()),
                    List.of(interleavedRunner.words()
                            + "; one client, one sentence; the baseline is the model run alone"));
        }
    }

    private static List<ResultRow> rows(Timings call, Timings alone) {
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

    /**
     * On this thread alone: what {@code java.net.http} takes to hand a call between threads is no part of the stack.
     */
    private static void call(ReadyFile ready) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(ready.url() + "/v1/embeddings").toURL().openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Authorization", "Bearer " + ready.key());
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream request = connection.getOutputStream()) {
            request.write(BODY);
        }
        try (InputStream response = connection.getInputStream()) { // Fails if the status says so.
            response.transferTo(OutputStream.nullOutputStream());
        }
    }
}
