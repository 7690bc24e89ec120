package farebox.inference.predict;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.ModelCall;
import farebox.inference.Predict;
import farebox.inference.Predictions;
import farebox.inference.ResolvedModel;
import farebox.inference.TableInput;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.ResponseSizeLimit;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import farebox.metering.MeteredCall;
import farebox.models.Columns;
import farebox.models.ModelSpec;
import java.util.List;
import java.util.function.Supplier;

/** The route of predictions for rows. */
public final class PredictRoutes {
    private static final String PREDICT = "/v1/models/{model}/predict";

    private final Catalog catalog;
    private final Predict predict;
    private final MeteredEndpoint metered;
    private final Json json;

    public PredictRoutes(Catalog catalog, Predict predict, MeteredEndpoint metered, Json json) {
        this.catalog = catalog;
        this.predict = predict;
        this.metered = metered;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(Route.scoped(
                "POST", PREDICT, ErrorFormat.OPENAI, Scope.INVOKE, metered.of("POST " + PREDICT, this::read)));
    }

    private Supplier<MeteredCall.Result<HttpResponse>> read(HttpRequest request, Caller caller) {
        JsonNode rows = RowsRequest.rows(json.object(request.body()));
        return () -> predict(request, caller, rows);
    }

    private MeteredCall.Result<HttpResponse> predict(HttpRequest request, Caller caller, JsonNode rows) {
        ResolvedModel resolvedModel = catalog.choose(caller, request.variable("model"));
        Columns columns = TableInput.columns(resolvedModel.card()).orElseThrow(() -> noColumns(resolvedModel));
        TableInput table = new RowsRequest(resolvedModel.card(), columns).table(rows);
        Predictions predictions =
                predict.rows(new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline()), table);
        HttpResponse response = HttpResponse.json(200, new PredictResponse(json).write(resolvedModel, predictions));
        ResponseSizeLimit.require(response);
        return new MeteredCall.Result<>(response, resolvedModel.resource(), predictions.amounts());
    }

    private static InvalidRequest noColumns(ResolvedModel resolvedModel) {
        ModelSpec spec = resolvedModel.card().spec();
        return new InvalidRequest(
                "the model '%s' is for %s and has no named columns; call it by %s"
                        .formatted(
                                resolvedModel.card().ref().name(),
                                spec.task().wireName(),
                                spec instanceof ModelSpec.TextEmbedding
                                        ? "POST /v1/embeddings"
                                        : "POST /v2/models/" + resolvedModel.id() + "/infer"),
                "model");
    }
}
