package farebox.inference.cohere;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.ModelCall;
import farebox.inference.Rerank;
import farebox.inference.ResolvedModel;
import farebox.inference.Scores;
import farebox.inference.http.MeteredEndpoint;
import farebox.kernel.Caller;
import farebox.kernel.Scope;
import farebox.metering.MeteredCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The route of Cohere's reranking. */
public final class CohereRerank {
    private static final String RERANK = "/v2/rerank";

    private final Catalog catalog;
    private final Rerank rerank;
    private final MeteredEndpoint metered;
    private final Json json;

    public CohereRerank(Catalog catalog, Rerank rerank, MeteredEndpoint metered, Json json) {
        this.catalog = catalog;
        this.rerank = rerank;
        this.metered = metered;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(Route.scoped(
                "POST", RERANK, ErrorFormat.COHERE, Scope.INVOKE, metered.of("POST " + RERANK, this::read)));
    }

    private Supplier<MeteredCall.Result<HttpResponse>> read(HttpRequest request, Caller caller) {
        RerankRequest body = RerankRequest.of(json.object(request.body()));
        return () -> run(request, caller, body);
    }

    private MeteredCall.Result<HttpResponse> run(HttpRequest request, Caller caller, RerankRequest body) {
        ResolvedModel resolvedModel = catalog.choose(caller, body.model());
        ModelCall call = new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline());
        Scores scores = rerank.run(call, body.query(), body.documents());
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("id", request.id().value());
        response.put(
                "results",
                Rerank.ranked(scores).stream()
                        .limit(body.topN())
                        .map(CohereRerank::result)
                        .toList());
        response.put("meta", Map.of("api_version", Map.of("version", "2")));
        return new MeteredCall.Result<>(
                HttpResponse.json(200, json.write(response)), resolvedModel.resource(), scores.amounts());
    }

    private static Map<String, Object> result(Rerank.Ranked ranked) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("index", ranked.index());
        result.put("relevance_score", ranked.relevance());
        return result;
    }
}
