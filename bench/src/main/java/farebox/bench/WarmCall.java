package farebox.bench;

import farebox.local.up.LaptopCloud;
import farebox.local.up.LaptopSettings;
import farebox.local.up.ReadyFile;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.TokenIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A call as a client makes it: HTTP, gateway, authorizer, Lambda's runtime API, the function's process, metering. */
final class WarmCall implements Benchmark {
    private static final double P99 = 99;

    private final Rounds rounds;

    WarmCall(Rounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "warm";
    }

    @Override
    public Result run(Ground ground) throws Exception {
        LaptopSettings settings =
                new LaptopSettings(ground.home(), ground.folder().resolve("cloud"), 0);
        try (LaptopCloud cloud = LaptopCloud.start(settings, _ -> {});
                Lease<EmbeddingModel> lease = ground.open();
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            TokenIds tokens = lease.model().tokenize(Call.TEXT);
            HttpRequest request = request(cloud.ready());
            List<Sample> samples = rounds.time(
                    List.of(() -> call(client, request), () -> lease.model().embed(tokens)));
            return new Result(
                    rows(samples.getFirst(), samples.getLast()),
                    List.of(rounds.words() + "; one client, one sentence; the baseline is the model run alone"));
        }
    }

    private static List<Row> rows(Sample call, Sample alone) {
        double one = call.percentileMillis(P99);
        double other = alone.percentileMillis(P99);
        return List.of(
                new Row(
                        "warm HTTP call p50",
                        Row.millis(call.medianMillis()),
                        Row.millis(alone.medianMillis()),
                        call.medianRatioTo(alone),
                        ""),
                new Row("warm HTTP call p99", Row.millis(one), Row.millis(other), one / other, ""));
    }

    private static HttpRequest request(ReadyFile ready) {
        String body = "{\"model\": \"%s\", \"input\": \"%s\"}".formatted(Ground.MODEL.name(), Call.TEXT);
        return HttpRequest.newBuilder(URI.create(ready.url() + "/v1/embeddings"))
                .header("Authorization", "Bearer " + ready.key())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static void call(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the call was answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
