package farebox.inference.tei;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.ModelCall;
import farebox.inference.ResolvedModel;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.ResponseSizeLimit;
import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import farebox.metering.MeteredCall;
import java.util.List;
import java.util.function.Supplier;

/** The routes of text-embeddings-inference. */
public final class TextEmbeddingsInference {
    private final Catalog catalog;
    private final TeiTasks tasks;
    private final MeteredEndpoint metered;
    private final ServerInfo info;
    private final Json json;

    /** @param info with the model that serves a request which names none */
    public TextEmbeddingsInference(
            Catalog catalog, TeiTasks tasks, ServerInfo info, MeteredEndpoint metered, Json json) {
        this.catalog = catalog;
        this.tasks = tasks;
        this.info = info;
        this.metered = metered;
        this.json = json;
    }

    /**
     * What came of a request.
     *
     * @param value becomes JSON
     */
    record Outcome(Object value, Amounts amounts) {}

    @FunctionalInterface
    private interface Task {
        Outcome run(ModelCall call, JsonNode body);
    }

    public List<Route> routes() {
        return List.of(
                metered("/embed", tasks::embed),
                metered("/similarity", tasks::similarity),
                metered("/rerank", tasks::rerank),
                metered("/predict", tasks::predict),
                Route.scoped("GET", "/info", ErrorFormat.HUGGING_FACE, Scope.INVOKE, this::info));
    }

    private HttpResponse info(HttpRequest request, Caller caller) {
        return HttpResponse.json(200, json.write(info.of(catalog.choose(caller, info.model()))));
    }

    private Route metered(String path, Task task) {
        return Route.scoped(
                "POST",
                path,
                ErrorFormat.HUGGING_FACE,
                Scope.INVOKE,
                metered.of("POST " + path, (request, caller) -> read(request, caller, task)));
    }

    private Supplier<MeteredCall.Result<HttpResponse>> read(HttpRequest request, Caller caller, Task task) {
        JsonNode body = json.object(request.body());
        String model = model(body.path("model"));
        return () -> run(request, caller, task, catalog.choose(caller, model), body);
    }

    private MeteredCall.Result<HttpResponse> run(
            HttpRequest request, Caller caller, Task task, ResolvedModel resolvedModel, JsonNode body) {
        Outcome outcome = task.run(new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline()), body);
        HttpResponse response = HttpResponse.json(200, json.write(outcome.value()));
        ResponseSizeLimit.require(response);
        return new MeteredCall.Result<>(response, resolvedModel.resource(), outcome.amounts());
    }

    private String model(JsonNode model) {
        if (model.isMissingNode() || model.isNull()) {
            return info.model();
        }
        if (!model.isTextual() || model.textValue().isEmpty()) {
            throw new InvalidRequest("model is the id of a model, as GET /v1/models lists it", "model");
        }
        return model.textValue();
    }
}
