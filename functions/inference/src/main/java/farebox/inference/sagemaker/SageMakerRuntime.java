package farebox.inference.sagemaker;

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
import farebox.inference.huggingface.Pipeline;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import farebox.metering.MeteredCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The route of SageMaker's runtime API; the name of an endpoint is that of a model. */
public final class SageMakerRuntime {
    private static final String INVOCATIONS = "/endpoints/{endpoint}/invocations";
    private static final String CONTENT_TYPE = "content-type";
    private static final String ACCEPT = "accept";
    private static final String TARGET_MODEL = "x-amzn-sagemaker-target-model";
    private static final String TARGET_VARIANT = "x-amzn-sagemaker-target-variant";
    private static final String VARIANT = "AllTraffic";

    private final Catalog catalog;
    private final EndpointInvocation invocation;
    private final MeteredEndpoint metered;

    public SageMakerRuntime(Catalog catalog, Pipeline pipeline, MeteredEndpoint metered, Json json) {
        this.catalog = catalog;
        this.invocation = new EndpointInvocation(pipeline, json);
        this.metered = metered;
    }

    public List<Route> routes() {
        return List.of(Route.scoped(
                "POST",
                INVOCATIONS,
                ErrorFormat.SAGEMAKER,
                Scope.INVOKE,
                metered.of("POST " + INVOCATIONS, Set.of(CONTENT_TYPE, ACCEPT), this::read)));
    }

    /** An endpoint here has one model, and one variant of it. */
    private static void requireOneModel(HttpRequest request) {
        if (request.header(TARGET_MODEL).isPresent()) {
            throw new InvalidRequest("an endpoint is one model; TargetModel is not served", "TargetModel");
        }
        if (!request.header(TARGET_VARIANT).orElse(VARIANT).equals(VARIANT)) {
            throw new InvalidRequest("the one variant of an endpoint is " + VARIANT, "TargetVariant");
        }
    }

    private Supplier<MeteredCall.Result<HttpResponse>> read(HttpRequest request, Caller caller) {
        requireOneModel(request);
        MediaType content = MediaType.of(request.header(CONTENT_TYPE).orElse(MediaType.JSON.wireName()));
        Optional<MediaType> accepted = request.header(ACCEPT).flatMap(MediaType::accepted);
        return () -> run(request, caller, content, accepted.orElse(content.response()));
    }

    private MeteredCall.Result<HttpResponse> run(
            HttpRequest request, Caller caller, MediaType content, MediaType accepted) {
        ResolvedModel resolvedModel = catalog.choose(caller, request.variable("endpoint"));
        ModelCall call = new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline());
        EndpointInvocation.Outcome outcome = invocation.run(request.body(), call, content, accepted);
        HttpResponse response = HttpResponse.of(200, accepted.wireName(), outcome.body())
                .with("x-amzn-invoked-production-variant", VARIANT);
        ResponseSizeLimit.require(response);
        return new MeteredCall.Result<>(response, resolvedModel.resource(), outcome.amounts());
    }
}
