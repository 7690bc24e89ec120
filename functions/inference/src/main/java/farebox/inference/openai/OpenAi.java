package farebox.inference.openai;

import farebox.edge.Dialect;
import farebox.edge.HttpAnswer;
import farebox.edge.HttpCall;
import farebox.edge.Json;
import farebox.edge.Route;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.EmbedCommand;
import farebox.inference.Embeddings;
import farebox.inference.Offer;
import farebox.inference.web.AnswerRoom;
import farebox.inference.web.MeteredWork;
import farebox.kernel.ByteCount;
import farebox.kernel.Caller;
import farebox.kernel.Scope;
import farebox.kernel.Tokens;
import farebox.metering.Answer;
import farebox.metering.Use;
import farebox.metering.Worked;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The routes of OpenAI's protocol. */
public final class OpenAi {
    private static final String EMBEDDINGS = "/v1/embeddings";

    private final Catalog catalog;
    private final Embed embed;
    private final MeteredWork metered;
    private final Json json;

    public OpenAi(Catalog catalog, Embed embed, MeteredWork metered, Json json) {
        this.catalog = catalog;
        this.embed = embed;
        this.metered = metered;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                keyed("POST", EMBEDDINGS, metered.of("POST " + EMBEDDINGS, this::embeddings)),
                keyed("GET", "/v1/models", (_, caller) -> models(caller)),
                keyed("GET", "/v1/models/{id+}", this::model));
    }

    private Supplier<Worked> embeddings(HttpCall call, Caller caller) {
        EmbeddingsRequest request = EmbeddingsRequest.of(json.object(call.body()));
        return () -> embeddings(call, caller, request);
    }

    private Worked embeddings(HttpCall call, Caller caller, EmbeddingsRequest request) {
        Offer offer = catalog.choose(caller.tenant(), request.model());
        int dimensions = request.dimensionsOf(offer.card());
        AnswerRoom.require(
                request.inputs().size(),
                request.format().longest(dimensions),
                request.format().advice());
        Embeddings embeddings =
                embed.run(new EmbedCommand(caller.tenant(), offer.card(), request.inputs(), call.deadline()));
        byte[] body = new EmbeddingsAnswer(json).write(offer.id(), embeddings, request.format(), dimensions);
        return new Worked(
                new Answer(200, Map.of("content-type", HttpAnswer.JSON), body),
                new Use(
                        offer.billedAs(),
                        offer.card().version().value(),
                        embeddings.tokens(),
                        Tokens.NONE,
                        new ByteCount(call.body().length),
                        new ByteCount(body.length),
                        embeddings.compute()));
    }

    private HttpAnswer models(Caller caller) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("object", "list");
        list.put(
                "data",
                catalog.visible(caller.tenant()).stream().map(OpenAi::described).toList());
        return HttpAnswer.json(200, json.write(list));
    }

    private HttpAnswer model(HttpCall call, Caller caller) {
        return HttpAnswer.json(200, json.write(described(catalog.choose(caller.tenant(), call.variable("id")))));
    }

    private static Map<String, Object> described(Offer offer) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", offer.id());
        model.put("object", "model");
        model.put("created", offer.card().created().getEpochSecond());
        model.put("owned_by", offer.card().ref().owner().value());
        return model;
    }

    private static Route keyed(String method, String template, Route.Work work) {
        return Route.keyed(method, template, Dialect.OPENAI, Scope.CALLER, work);
    }
}
