package farebox.inference.predict;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.ResolvedModel;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.ResponseSizeLimit;
import farebox.kernel.Caller;
import farebox.kernel.Scope;
import farebox.metering.MeteredCall;
import java.util.List;
import java.util.function.Supplier;

/** The route of predictions for rows, texts or an image. */
public final class PredictRoutes {
    private static final String PREDICT = "/v1/models/{model}/predict";

    private final Catalog catalog;
    private final CreatePredictions predictions;
    private final MeteredEndpoint metered;
    private final Json json;

    public PredictRoutes(Catalog catalog, CreatePredictions predictions, MeteredEndpoint metered, Json json) {
        this.catalog = catalog;
        this.predictions = predictions;
        this.metered = metered;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(Route.scoped(
                "POST", PREDICT, ErrorFormat.OPENAI, Scope.INVOKE, metered.of("POST " + PREDICT, this::read)));
    }

    private Supplier<MeteredCall.Result<HttpResponse>> read(HttpRequest request, Caller caller) {
        PredictInput input = PredictInput.read(json.object(request.body()));
        return () -> predict(request, caller, input);
    }

    private MeteredCall.Result<HttpResponse> predict(HttpRequest request, Caller caller, PredictInput input) {
        ResolvedModel model = catalog.choose(caller, request.variable("model"));
        MeteredCall.Result<byte[]> result =
                predictions.of(new CreatePredictions.Request(caller.tenant(), model, request.deadline()), input);
        HttpResponse response = HttpResponse.json(200, result.response());
        ResponseSizeLimit.require(response);
        return new MeteredCall.Result<>(response, result.resource(), result.amounts());
    }
}
