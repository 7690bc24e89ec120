package farebox.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import farebox.edge.Gate;
import farebox.edge.HttpEdge;
import farebox.edge.Json;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.Metering;
import farebox.inference.Statistics;
import farebox.inference.openai.OpenAi;
import farebox.inference.web.MeteredWork;
import farebox.metering.MeterUsage;
import farebox.metering.Stores;
import farebox.metering.Terms;
import farebox.metering.memory.InMemoryAnswers;
import farebox.metering.memory.InMemoryClaims;
import farebox.metering.memory.InMemoryUsageLedger;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.TokenIds;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/** What the handler adds to the model: the event read, the gate, the tokenizer, metering, the answer written. */
final class Overhead implements Benchmark {
    private static final Goal HALF_A_MILLISECOND = new Goal.AtMost(0.5, " ms more");
    private static final double P99 = 99;

    private final Rounds rounds;

    Overhead(Rounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public Result run(Ground ground) throws Exception {
        Call call = Call.read(ground.home());
        try (Lease<EmbeddingModel> lease = ground.open()) {
            EmbeddingModel model = lease.model();
            TokenIds tokens = model.tokenize(Call.TEXT);
            List<Sample> samples = rounds.time(List.of(
                    () -> model.embed(tokens),
                    answering(edge(ground, inMemory()), call),
                    answering(edge(ground, dynamo(ground)), call)));
            Sample alone = samples.getFirst();
            return new Result(
                    List.of(
                            median("handler p50, metering in memory", samples.get(1), alone, HALF_A_MILLISECOND),
                            p99("handler p99, metering in memory", samples.get(1), alone),
                            median("handler p50, metering in local DynamoDB", samples.get(2), alone, new Goal.None()),
                            p99("handler p99, metering in local DynamoDB", samples.get(2), alone)),
                    List.of(rounds.words() + "; one sentence of " + tokens.count()
                            + " tokens; the baseline is the model run alone, on token ids"));
        }
    }

    private static Row median(String name, Sample ours, Sample alone, Goal goal) {
        double more = ours.medianMillis() - alone.medianMillis();
        return new Row(
                name,
                Row.millis(ours.medianMillis()),
                Row.millis(alone.medianMillis()),
                ours.medianRatioTo(alone),
                goal.verdict(more));
    }

    private static Row p99(String name, Sample ours, Sample alone) {
        double one = ours.percentileMillis(P99);
        double other = alone.percentileMillis(P99);
        return new Row(name, Row.millis(one), Row.millis(other), one / other, "");
    }

    private static Rounds.Task answering(HttpEdge edge, Call call) {
        APIGatewayProxyRequestEvent event = call.event();
        Context context = Call.context();
        return () -> {
            event.getRequestContext().setExtendedRequestId(UUID.randomUUID().toString());
            var answer = edge.answer(event, context);
            if (answer.getStatusCode() != 200) {
                throw new IllegalStateException("the handler answered " + answer.getStatusCode());
            }
        };
    }

    /** As the function wires itself. */
    private static HttpEdge edge(Ground ground, Metering metering) {
        Json json = new Json();
        Catalog catalog = new Catalog(ground.models(), Ground.CLOCK);
        Embed embed = new Embed(ground.models(), new Statistics(), Ground.CLOCK);
        OpenAi openAi = new OpenAi(catalog, embed, new MeteredWork(metering), json);
        return new HttpEdge(openAi.routes(), Gate.authorizer(), json, Ground.CLOCK);
    }

    private static Metering inMemory() {
        Stores stores = new Stores(new InMemoryUsageLedger(), new InMemoryClaims(), new InMemoryAnswers());
        return new MeterUsage(stores, Terms.USUAL, Ground.CLOCK, new SecureRandom())::run;
    }

    private static Metering dynamo(Ground ground) {
        return farebox.metering.lambda.Metering.from(ground.environment(), Ground.CLOCK, new SecureRandom())::run;
    }
}
