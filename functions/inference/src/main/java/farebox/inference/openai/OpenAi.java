package farebox.inference.openai;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.ResolvedModel;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.ResponseSizeLimit;
import farebox.kernel.Caller;
import farebox.kernel.Scope;
import farebox.metering.MeteredCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The routes of OpenAI's protocol. */
public final class OpenAi {
    private static final String EMBEDDINGS = "/v1/embeddings";

    private final Catalog catalog;
    private final CreateEmbeddings createEmbeddings;
    private final MeteredEndpoint metered;
    private final Json json;

    public OpenAi(Catalog catalog, Embed embed, MeteredEndpoint metered, Json json) {
        this.catalog = catalog;
        this.createEmbeddings = new CreateEmbeddings(embed, json);
        this.metered = metered;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                keyed("POST", EMBEDDINGS, metered.of("POST " + EMBEDDINGS, this::embeddings)),
                keyed("GET", "/v1/models", (_, caller) -> models(caller)),
                keyed("GET", "/v1/models/{id+}", this::model));
    }

    private Supplier<MeteredCall.Result<HttpResponse>> embeddings(HttpRequest call, Caller caller) {
        EmbeddingsRequest request = EmbeddingsRequest.of(json.object(call.body()));
        return () -> embeddings(call, caller, request);
    }

    private MeteredCall.Result<HttpResponse> embeddings(HttpRequest call, Caller caller, EmbeddingsRequest request) {
        ResolvedModel resolvedModel = catalog.choose(caller, request.model());
        requireFits(request, request.dimensionsOf(resolvedModel));
        MeteredCall.Result<byte[]> result =
                createEmbeddings.run(caller.tenant(), resolvedModel, request, call.deadline());
        return new MeteredCall.Result<>(HttpResponse.json(200, result.response()), result.resource(), result.amounts());
    }

    private static void requireFits(EmbeddingsRequest request, int dimensions) {
        ResponseSizeLimit.require(
                request.inputs().size(),
                request.format().size(dimensions),
                request.format().advice());
    }

    private HttpResponse models(Caller caller) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("object", "list");
        list.put(
                "data",
                catalog.visible(caller.tenant()).stream().map(OpenAi::described).toList());
        return HttpResponse.json(200, json.write(list));
    }

    private HttpResponse model(HttpRequest call, Caller caller) {
        return HttpResponse.json(200, json.write(described(catalog.choose(caller, call.variable("id")))));
    }

    private static Map<String, Object> described(ResolvedModel resolvedModel) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", resolvedModel.id());
        model.put("object", "model");
        model.put("created", resolvedModel.card().created().getEpochSecond());
        model.put("owned_by", resolvedModel.card().ref().owner().value());
        model.put("task", resolvedModel.card().spec().task().wireName());
        return model;
    }

    private static Route keyed(String method, String template, Route.Handler handler) {
        return Route.scoped(method, template, ErrorFormat.OPENAI, Scope.INVOKE, handler);
    }
}
