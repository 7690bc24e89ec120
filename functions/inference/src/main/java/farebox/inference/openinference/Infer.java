package farebox.inference.openinference;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.ResolvedModel;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.ModelResolver;
import farebox.inference.http.ResponseSizeLimit;
import farebox.kernel.Caller;
import farebox.metering.MeteredCall;
import farebox.models.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** {@code POST /v2/models/{model}[/versions/{version}]/infer}: one prediction, metered. */
final class Infer {
    private final ModelResolver modelResolver;
    private final TensorInference inference;
    private final MeteredEndpoint metered;
    private final InferReader reader;
    private final InferResponse writer;

    Infer(Catalog catalog, TensorInference inference, MeteredEndpoint metered, Json json) {
        this.modelResolver = new ModelResolver(catalog);
        this.inference = inference;
        this.metered = metered;
        this.reader = new InferReader(json);
        this.writer = new InferResponse(json);
    }

    Route.Handler at(String template) {
        return metered.of("POST " + template, Set.of(InferReader.INFERENCE_HEADER), this::read);
    }

    private Supplier<MeteredCall.Result<HttpResponse>> read(HttpRequest call, Caller caller) {
        InferRequest request = reader.read(call);
        return () -> infer(call, caller, request);
    }

    private MeteredCall.Result<HttpResponse> infer(HttpRequest call, Caller caller, InferRequest read) {
        ResolvedModel resolvedModel = modelResolver.offer(call, caller);
        InferRequest request = read.namedBy(CallForm.described(resolvedModel.card()));
        TensorInference.Outcome outcome = inference.run(call, caller, resolvedModel, request);
        HttpResponse response = writer.write(
                resolvedModel.id(),
                resolvedModel.card().version().value(),
                request.id(),
                wanted(outcome.outputs(), request));
        ResponseSizeLimit.require(response);
        return new MeteredCall.Result<>(response, resolvedModel.resource(), outcome.amounts());
    }

    private static List<InferResponse.Output> wanted(List<Tensor> outputs, InferRequest request) {
        return outputs.stream()
                .filter(output -> request.outputs().isEmpty()
                        || request.output(output.name()).isPresent())
                .map(output -> new InferResponse.Output(output, request.isBinary(output.name())))
                .toList();
    }
}
