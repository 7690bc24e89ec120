package farebox.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import farebox.http.Authenticator;
import farebox.http.HttpResponse;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.ModelRuns;
import farebox.inference.Statistics;
import farebox.inference.UsageMeter;
import farebox.inference.Workers;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.openai.OpenAi;
import farebox.metering.CallPayment;
import farebox.metering.MeterUsage;
import farebox.metering.MeteringPolicy;
import farebox.metering.aws.MeteringFactory;
import farebox.metering.http.HttpResponseCodec;
import farebox.metering.idempotency.StoredResponses;
import farebox.metering.memory.InMemoryIdempotencyLocks;
import farebox.metering.memory.InMemoryResponseStore;
import farebox.metering.memory.InMemoryUsageLedger;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.TokenIds;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/** What the handler adds to the model: the event read, the gate, the tokenizer, metering, the answer written. */
final class OverheadBenchmark implements Benchmark {
    private static final Target HALF_A_MILLISECOND = new Target.AtMost(0.5, " ms more");
    private static final Target TWO_AND_A_HALF_MILLISECONDS = new Target.AtMost(2.5, " ms more");
    private static final double P99 = 99;

    private final InterleavedRunner interleavedRunner;

    OverheadBenchmark(InterleavedRunner interleavedRunner) {
        this.interleavedRunner = interleavedRunner;
    }

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        SampleRequest sampleRequest = SampleRequest.read(benchmarkEnvironment.home());
        try (Lease<EmbeddingModel> lease = benchmarkEnvironment.open()) {
            EmbeddingModel model = lease.value();
            TokenIds tokens = model.tokenize(SampleRequest.TEXT);
            List<Timings> samples = interleavedRunner.time(List.of(
                    () -> model.embed(tokens),
                    answering(edge(benchmarkEnvironment, inMemory()), sampleRequest),
                    answering(edge(benchmarkEnvironment, dynamo(benchmarkEnvironment)), sampleRequest)));
            Timings alone = samples.getFirst();
            return new Result(
                    List.of(
                            median("handler p50, metering in memory", samples.get(1), alone, HALF_A_MILLISECOND),
                            p99("handler p99, metering in memory", samples.get(1), alone),
                            median(
                                    "handler p50, metering in local DynamoDB",
                                    samples.get(2),
                                    alone,
                                    TWO_AND_A_HALF_MILLISECONDS),
                            p99("handler p99, metering in local DynamoDB", samples.get(2), alone)),
                    List.of(interleavedRunner.words() + "; one sentence of " + tokens.count()
                            + " tokens; the baseline is the model run alone, on token ids"));
        }
    }

    private static ResultRow median(String name, Timings ours, Timings alone, Target target) {
        double more = ours.medianMillis() - alone.medianMillis();
        return new ResultRow(
                name,
                ResultRow.millis(ours.medianMillis()),
                ResultRow.millis(alone.medianMillis()),
                ours.medianRatioTo(alone),
                target.verdict(more));
    }

    private static ResultRow p99(String name, Timings ours, Timings alone) {
        double one = ours.percentileMillis(P99);
        double other = alone.percentileMillis(P99);
        return new ResultRow(name, ResultRow.millis(one), ResultRow.millis(other), one / other, "");
    }

    private static InterleavedRunner.Task answering(HttpRouter router, SampleRequest sampleRequest) {
        APIGatewayProxyRequestEvent event = sampleRequest.event();
        Context context = SampleRequest.context();
        return () -> {
            event.getRequestContext().setExtendedRequestId(UUID.randomUUID().toString());
            var answer = router.handle(event, context);
            if (answer.getStatusCode() != 200) {
                throw new IllegalStateException("the handler answered " + answer.getStatusCode());
            }
        };
    }

    /** As the function wires itself. */
    private static HttpRouter edge(BenchmarkEnvironment benchmarkEnvironment, UsageMeter usageMeter) {
        Json json = new Json();
        Catalog catalog = new Catalog(benchmarkEnvironment.models(), BenchmarkEnvironment.CLOCK);
        Embed embed = new Embed(
                new ModelRuns(benchmarkEnvironment.models(), new Statistics(), BenchmarkEnvironment.CLOCK),
                new Workers(1));
        OpenAi openAi = new OpenAi(catalog, embed, new MeteredEndpoint(usageMeter), json);
        return new HttpRouter(openAi.routes(), Authenticator.authorizer(), json, BenchmarkEnvironment.CLOCK);
    }

    private static UsageMeter inMemory() {
        MeterUsage.Stores<HttpResponse> stores = new MeterUsage.Stores<>(
                new InMemoryUsageLedger(),
                new InMemoryIdempotencyLocks(),
                new StoredResponses<>(new InMemoryResponseStore(), new HttpResponseCodec()));
        return new MeterUsage<>(stores, MeteringPolicy.DEFAULT, BenchmarkEnvironment.CLOCK, new SecureRandom())::run;
    }

    private static UsageMeter dynamo(BenchmarkEnvironment benchmarkEnvironment) {
        return MeteringFactory.meterUsage(
                        benchmarkEnvironment.environment(),
                        CallPayment.LATER,
                        BenchmarkEnvironment.CLOCK,
                        new SecureRandom())::run;
    }
}
