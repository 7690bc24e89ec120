package farebox.bench;

import farebox.cli.operator.ReadyFile;
import farebox.inference.Input;
import farebox.inference.ModelCall;
import farebox.inference.ModelRuns;
import farebox.inference.Statistics;
import farebox.inference.generate.GenerateCommand;
import farebox.inference.generate.GenerateText;
import farebox.inference.generate.Sampling;
import farebox.kernel.Deadline;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishModel;
import farebox.models.publish.onnx.OnnxModelConverter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How long after the first token a client has the first byte of a stream. What is timed is the whole way there, from
 * the request on, so it is more than that: gateway, authorizer, runtime API, and the usage that is durable before.
 */
final class StreamBenchmark implements Benchmark {
    private static final Target TWENTY_MILLISECONDS = new Target.AtMost(20, " ms more");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final ModelRef MODEL = new ModelRef(ModelRef.PUBLIC, new ModelName("words"));
    private static final String PROMPT = "one two three";
    private static final int TOKENS = 8;
    private static final double P95 = 95;

    private final InterleavedRunner interleavedRunner;

    StreamBenchmark(InterleavedRunner interleavedRunner) {
        this.interleavedRunner = interleavedRunner;
    }

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        Path home = benchmarkEnvironment.home();
        Path model =
                home.resolve("src/test/clients/models").resolve(MODEL.name().value());
        Generator generator = Generator.over(model, benchmarkEnvironment);
        try (EmulatorInProcess emulator = EmulatorInProcess.start(benchmarkEnvironment, "stream")) {
            publish(home, model, emulator.data());
            Call call = new Call(emulator.client(), request(emulator.ready()));
            emulator.warmUp(call);
            List<Timings> samples = interleavedRunner.time(List.of(call, generator::firstToken));
            return new Result(
                    rows(samples.getFirst(), samples.getLast()),
                    List.of(interleavedRunner.words() + "; one client, a stream of " + TOKENS
                            + " tokens; the baseline is the model's first token in this process"));
        }
    }

    private static List<ResultRow> rows(Timings byClient, Timings alone) {
        double p95 = byClient.percentileMillis(P95);
        double other = alone.percentileMillis(P95);
        return List.of(
                new ResultRow(
                        "first byte of a stream p50",
                        ResultRow.millis(byClient.medianMillis()),
                        ResultRow.millis(alone.medianMillis()),
                        byClient.medianRatioTo(alone),
                        TWENTY_MILLISECONDS.verdict(byClient.medianMillis() - alone.medianMillis())),
                new ResultRow(
                        "first byte of a stream p95",
                        ResultRow.millis(p95),
                        ResultRow.millis(other),
                        p95 / other,
                        TWENTY_MILLISECONDS.verdict(p95 - other)));
    }

    private static void publish(Path home, Path model, Path cloud) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        home.resolve("farebox").toString(),
                        "models",
                        "publish",
                        MODEL.name().value(),
                        model.toString(),
                        "--data",
                        cloud.toString())
                .redirectErrorStream(true)
                .redirectOutput(cloud.resolve("publish.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the model was not published; see " + cloud.resolve("publish.log"));
        }
    }

    private static HttpRequest request(ReadyFile ready) {
        String body =
                "{\"model\": \"%s\", \"prompt\": \"%s\", \"max_tokens\": %d, \"temperature\": 0, \"stream\": true}"
                        .formatted(MODEL.name(), PROMPT, TOKENS);
        return CallerRequest.post(ready, "/v1/completions", body);
    }

    /** Timed until the first byte; the rest is read as well, so that no stream is broken off. */
    private static final class Call implements InterleavedRunner.Task {
        private final HttpClient client;
        private final HttpRequest request;
        private InputStream body = InputStream.nullInputStream();

        Call(HttpClient client, HttpRequest request) {
            this.client = client;
            this.request = request;
        }

        @Override
        public void run() throws Exception {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            body = answer.body();
            if (answer.statusCode() != 200 || body.read() < 0) {
                throw new IllegalStateException("the call was answered " + answer.statusCode());
            }
        }

        @Override
        public void after() throws IOException {
            try (InputStream rest = body) {
                rest.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    /** The model alone. */
    private record Generator(GenerateText generateText, ModelCard card) {
        static Generator over(Path model, BenchmarkEnvironment benchmarkEnvironment) {
            ModelCard card = new PublishModel(
                            benchmarkEnvironment.registry(),
                            new OnnxModelConverter(),
                            benchmarkEnvironment.folder(),
                            BenchmarkEnvironment.CLOCK)
                    .run(new PublicationFolder(model).request(MODEL))
                    .card();
            ModelRuns runs = new ModelRuns(benchmarkEnvironment.models(), new Statistics(), BenchmarkEnvironment.CLOCK);
            return new Generator(new GenerateText(runs), card);
        }

        void firstToken() {
            Deadline deadline = Deadline.after(TIMEOUT, BenchmarkEnvironment.CLOCK);
            var _ = generateText.run(new GenerateCommand(
                    new ModelCall(new TenantId("bench"), card, deadline),
                    new Input.Text(PROMPT),
                    1,
                    new Sampling(0, 1, 0),
                    List.of(),
                    0));
        }
    }
}
