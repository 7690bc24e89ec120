package farebox.batch.http;

import farebox.batch.Batch;
import farebox.batch.StartInvocation;
import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.sagemaker.InvokeEndpoint;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import java.util.List;
import java.util.Map;

/** {@code InvokeEndpointAsync} of SageMaker's runtime API. */
public final class InvocationRoutes {
    private static final String HEADER = "x-amzn-sagemaker-";

    private final StartInvocation startInvocation;
    private final Json json;

    public InvocationRoutes(StartInvocation startInvocation, Json json) {
        this.startInvocation = startInvocation;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(Route.scoped(
                "POST", "/endpoints/{endpoint}/async-invocations", ErrorFormat.SAGEMAKER, Scope.INVOKE, this::start));
    }

    private HttpResponse start(HttpRequest request, Caller caller) {
        String contentType = request.header(HEADER + "content-type").orElse("application/json");
        InvokeEndpoint.requireContentType(contentType);
        Batch.Source.Invocation invocation = startInvocation.run(
                caller,
                new StartInvocation.Command(
                        request.variable("endpoint"),
                        request.header(HEADER + "inputlocation")
                                .orElseThrow(() -> new InvalidRequest(
                                        "X-Amzn-SageMaker-InputLocation is required", "InputLocation")),
                        request.header(HEADER + "inference-id"),
                        new StartInvocation.Media(contentType, request.header(HEADER + "accept"))));
        return HttpResponse.json(202, json.write(Map.of("InferenceId", invocation.inferenceId())))
                .with(HEADER + "outputlocation", invocation.results().output())
                .with(HEADER + "failurelocation", invocation.results().failure());
    }
}
