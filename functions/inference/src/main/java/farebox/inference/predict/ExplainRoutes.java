package farebox.inference.predict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.Explain;
import farebox.inference.Explanation;
import farebox.inference.Input;
import farebox.inference.ModelCall;
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

/** The route of explanations of single predictions. */
public final class ExplainRoutes {
    private static final String EXPLAIN = "/v1/models/{model}/explain";

    private final Catalog catalog;
    private final Explain explain;
    private final MeteredEndpoint metered;
    private final Json json;

    public ExplainRoutes(Catalog catalog, Explain explain, MeteredEndpoint metered, Json json) {
        this.catalog = catalog;
        this.explain = explain;
        this.metered = metered;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(Route.scoped(
                "POST", EXPLAIN, ErrorFormat.OPENAI, Scope.INVOKE, metered.of("POST " + EXPLAIN, this::read)));
    }

    private Supplier<MeteredCall.Result<HttpResponse>> read(HttpRequest request, Caller caller) {
        ExplainRequest what = ExplainRequest.read(json.object(request.body()));
        return () -> explain(request, caller, what);
    }

    private MeteredCall.Result<HttpResponse> explain(HttpRequest request, Caller caller, ExplainRequest what) {
        ResolvedModel resolvedModel = catalog.choose(caller, request.variable("model"));
        ModelCall call = new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline());
        Explanation explanation = switch (what) {
            case ExplainRequest.OfRow(ObjectNode row) -> row(call, row);
            case ExplainRequest.OfText(Input.Text text) ->
                explain.text(call, resolvedModel.require(ModelSpec.TextClassification.class), text);
            case ExplainRequest.OfImage(byte[] image) ->
                explain.image(call, resolvedModel.require(ModelSpec.ImageClassification.class), image);
        };
        HttpResponse response = HttpResponse.json(200, new ExplainResponse(json).write(resolvedModel, explanation));
        ResponseSizeLimit.require(response);
        return new MeteredCall.Result<>(response, resolvedModel.resource(), explanation.amounts());
    }

    private Explanation row(ModelCall call, ObjectNode row) {
        Columns columns = TableInput.columns(call.card())
                .orElseThrow(() -> new InvalidRequest(
                        "the model '%s' is for %s and has no named columns"
                                .formatted(
                                        call.card().ref().name(),
                                        call.card().spec().task().wireName()),
                        "model"));
        List<String> names = columns.list().stream().map(Columns.Column::name).toList();
        RowsRequest format = new RowsRequest(call.card(), columns);
        format.table(json.mapper().createArrayNode().add(row));
        return explain.row(call, names, new JsonMixedRows(format, names, row, json));
    }
}
