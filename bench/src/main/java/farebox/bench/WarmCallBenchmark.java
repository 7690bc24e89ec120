package farebox.bench;

import farebox.cli.operator.ReadyFile;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.TokenIds;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A call as a client makes it: HTTP, gateway, authorizer, Lambda's runtime API, the function's process, metering. */
final class WarmCallBenchmark implements Benchmark {
    private static final Target THREE_TIMES = new Target.AtMost(3, " times the model");
    private static final double P99 = 99;

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
            HttpRequest request = request(emulator.ready());
            InterleavedRunner.Task call = () -> call(emulator.client(), request);
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

    private static HttpRequest request(ReadyFile ready) {
        String body = "{\"model\": \"%s\", \"input\": \"%s\"}"
                .formatted(BenchmarkEnvironment.MODEL.name(), SampleRequest.TEXT);
        return CallerRequest.post(ready, "/v1/embeddings", body);
    }

    private static void call(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the call was answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
