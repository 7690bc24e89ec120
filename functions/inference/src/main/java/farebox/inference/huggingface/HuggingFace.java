package farebox.inference.huggingface;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.ModelCall;
import farebox.inference.ResolvedModel;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.ModelResolver;
import farebox.inference.http.ResponseSizeLimit;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import farebox.metering.MeteredCall;
import farebox.models.ModelSpec;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The routes of Hugging Face's Inference API. */
public final class HuggingFace {
    private static final String CONTENT_TYPE = "content-type";

    /** A slash in a model's name may arrive escaped, in one segment, or as it is. */
    private static final List<String> PATHS = Stream.of("{model}", "{owner}/{model}")
            .flatMap(model ->
                    Stream.of("/models/" + model, "/models/" + model + "/pipeline/{task}", "/pipeline/{task}/" + model))
            .toList();

    private final ModelResolver modelResolver;
    private final Pipeline pipeline;
    private final MeteredEndpoint metered;
    private final Json json;

    public HuggingFace(Catalog catalog, Pipeline pipeline, MeteredEndpoint metered, Json json) {
        this.modelResolver = new ModelResolver(catalog);
        this.pipeline = pipeline;
        this.metered = metered;
        this.json = json;
    }

    public List<Route> routes() {
        return PATHS.stream()
                .map(path -> Route.scoped(
                        "POST",
                        path,
                        ErrorFormat.HUGGING_FACE,
                        Scope.INVOKE,
                        metered.of("POST " + path, Set.of(CONTENT_TYPE), this::read)))
                .toList();
    }

    private Supplier<MeteredCall.Result<HttpResponse>> read(HttpRequest request, Caller caller) {
        PipelineRequest inputs =
                PipelineRequest.of(request.body(), request.header(CONTENT_TYPE).orElse(""), json);
        return () -> run(request, caller, inputs);
    }

    private MeteredCall.Result<HttpResponse> run(HttpRequest request, Caller caller, PipelineRequest inputs) {
        ResolvedModel resolvedModel = modelResolver.offer(request, caller);
        requireTask(request, resolvedModel);
        Pipeline.Outcome outcome =
                pipeline.run(new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline()), inputs);
        HttpResponse response = HttpResponse.json(200, json.write(outcome.value()));
        ResponseSizeLimit.require(response);
        return new MeteredCall.Result<>(response, resolvedModel.resource(), outcome.amounts());
    }

    private static void requireTask(HttpRequest request, ResolvedModel resolvedModel) {
        List<String> tasks = tasks(resolvedModel.card().spec());
        String asked = request.variables().getOrDefault("task", "");
        if (!asked.isEmpty() && !tasks.contains(asked)) {
            throw new InvalidRequest("the model '%s' is for %s, not for %s"
                    .formatted(resolvedModel.card().ref().name(), String.join(" and ", tasks), asked));
        }
    }

    private static List<String> tasks(ModelSpec spec) {
        return switch (spec.task()) {
            case TEXT_EMBEDDING -> List.of("feature-extraction", "sentence-similarity");
            case VOICE_ACTIVITY -> List.of("audio-classification", "voice-activity-detection");
            case TEXT_CLASSIFICATION,
                    TABULAR_CLASSIFICATION,
                    TABULAR_REGRESSION,
                    IMAGE_CLASSIFICATION,
                    IMAGE_TO_TEXT,
                    OBJECT_DETECTION,
                    TEXT_GENERATION,
                    SEQUENCE,
                    TENSORS -> List.of(spec.task().wireName());
        };
    }
}
