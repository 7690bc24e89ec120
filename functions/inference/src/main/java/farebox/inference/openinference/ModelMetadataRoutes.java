package farebox.inference.openinference;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.inference.Catalog;
import farebox.inference.ResolvedModel;
import farebox.inference.Statistics;
import farebox.inference.http.ModelResolver;
import farebox.kernel.Caller;
import farebox.models.ModelCard;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the protocol tells about models: metadata, configuration, statistics, the index of the repository. */
final class ModelMetadataRoutes {
    private static final String PLATFORM = "onnxruntime_onnx";
    private static final Map<String, Object> NEVER = measured(0, Duration.ZERO);

    private final Catalog catalog;
    private final ModelResolver modelResolver;
    private final Statistics statistics;
    private final Json json;

    ModelMetadataRoutes(Catalog catalog, Statistics statistics, Json json) {
        this.catalog = catalog;
        this.modelResolver = new ModelResolver(catalog);
        this.statistics = statistics;
        this.json = json;
    }

    HttpResponse metadata(HttpRequest request, Caller caller) {
        ResolvedModel resolvedModel = modelResolver.offer(request, caller);
        GraphSchema form = CallForm.described(resolvedModel.card());
        return ok(Fields.of("name", resolvedModel.id())
                .and(
                        "versions",
                        catalog.versions(resolvedModel).stream()
                                .map(String::valueOf)
                                .toList())
                .and("platform", PLATFORM)
                .and("inputs", tensors(form.inputs()))
                .and("outputs", tensors(form.outputs()))
                .and("parameters", Map.of("task", task(resolvedModel)))
                .map());
    }

    HttpResponse ready(HttpRequest request, Caller caller) {
        return ok(Fields.of("name", modelResolver.offer(request, caller).id())
                .and("ready", true)
                .map());
    }

    HttpResponse config(HttpRequest request, Caller caller) {
        ResolvedModel resolvedModel = modelResolver.offer(request, caller);
        GraphSchema form = CallForm.described(resolvedModel.card());
        return ok(Fields.of("name", resolvedModel.id())
                .and("platform", PLATFORM)
                .and("backend", "onnxruntime")
                .and("max_batch_size", 0)
                .and("input", configured(form.inputs()))
                .and("output", configured(form.outputs()))
                .and("parameters", Map.of("task", Map.of("string_value", task(resolvedModel))))
                .map());
    }

    private static String task(ResolvedModel resolvedModel) {
        return resolvedModel.card().spec().task().wireName();
    }

    private static List<Map<String, Object>> tensors(List<TensorSchema> tensors) {
        return tensors.stream()
                .map(tensor -> Fields.of("name", tensor.name())
                        .and("datatype", tensor.type().name())
                        .and("shape", tensor.shape())
                        .map())
                .toList();
    }

    private static List<Map<String, Object>> configured(List<TensorSchema> tensors) {
        return tensors.stream()
                .map(tensor -> Fields.of("name", tensor.name())
                        .and("data_type", "TYPE_" + (tensor.type() == TensorType.BYTES ? "STRING" : tensor.type()))
                        .and("dims", tensor.shape())
                        .map())
                .toList();
    }

    HttpResponse statistics(HttpRequest request, Caller caller) {
        return statistics(caller, List.of(modelResolver.offer(request, caller)));
    }

    HttpResponse allStatistics(HttpRequest request, Caller caller) {
        return statistics(caller, catalog.visible(caller.tenant()));
    }

    HttpResponse index(HttpRequest request, Caller caller) {
        return ok(catalog.visible(caller.tenant()).stream()
                .map(resolvedModel -> Fields.of("name", resolvedModel.id())
                        .and("version", resolvedModel.card().version().value())
                        .and("state", "READY")
                        .and("reason", "")
                        .map())
                .toList());
    }

    private HttpResponse statistics(Caller caller, List<ResolvedModel> offers) {
        return ok(Map.of(
                "model_stats",
                offers.stream()
                        .map(resolvedModel -> counted(caller, resolvedModel))
                        .toList()));
    }

    /** Calls of this tenant, answered by this process; there is no queue and nothing is cached. */
    private Map<String, Object> counted(Caller caller, ResolvedModel resolvedModel) {
        ModelCard card = resolvedModel.card();
        Statistics.Snapshot now = statistics.of(caller.tenant(), card).now();
        Map<String, Object> durations = Fields.of("success", measured(now.calls(), now.whole()))
                .and("fail", measured(now.failures(), now.failing()))
                .and("queue", measured(now.calls(), Duration.ZERO))
                .and("compute_input", measured(now.calls(), now.whole().minus(now.compute())))
                .and("compute_infer", measured(now.calls(), now.compute()))
                .and("compute_output", measured(now.calls(), Duration.ZERO))
                .and("cache_hit", NEVER)
                .and("cache_miss", NEVER)
                .map();
        return Fields.of("name", resolvedModel.id())
                .and("version", card.version().value())
                .and("inference_count", now.inputs())
                .and("execution_count", now.inputs())
                .and("inference_stats", durations)
                .and("batch_stats", List.of())
                .map();
    }

    private HttpResponse ok(Object body) {
        return HttpResponse.json(200, json.write(body));
    }

    private static Map<String, Object> measured(long count, Duration time) {
        return Fields.of("count", count).and("ns", time.toNanos()).map();
    }
}
