package farebox.inference.openinference;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.EmbedCommand;
import farebox.inference.Embeddings;
import farebox.inference.Input;
import farebox.inference.ResolvedModel;
import farebox.inference.http.MeteredEndpoint;
import farebox.kernel.Caller;
import farebox.metering.MeteredCall;
import java.util.List;
import java.util.function.Supplier;

/** {@code POST /v2/models/{model}[/versions/{version}]/infer}: one prediction, metered. */
final class Infer {
    private final ModelResolver modelResolver;
    private final Embed embed;
    private final MeteredEndpoint metered;
    private final InferReader reader;
    private final InferResponse writer;

    Infer(Catalog catalog, Embed embed, MeteredEndpoint metered, Json json) {
        this.modelResolver = new ModelResolver(catalog);
        this.embed = embed;
        this.metered = metered;
        this.reader = new InferReader(json);
        this.writer = new InferResponse(json);
    }

    Route.Handler at(String template) {
        return metered.of("POST " + template, this::read);
    }

    private Supplier<MeteredCall.Result<HttpResponse>> read(HttpRequest call, Caller caller) {
        InferRequest request = reader.read(call, TextModel.TEXT);
        List<Input> texts = TextModel.texts(request);
        return () -> work(call, caller, request, texts);
    }

    private MeteredCall.Result<HttpResponse> work(
            HttpRequest call, Caller caller, InferRequest request, List<Input> texts) {
        ResolvedModel resolvedModel = modelResolver.offer(call, caller);
        boolean binary = TextModel.isBinary(request);
        TextModel.requireRoom(texts.size(), resolvedModel.card(), binary);
        Embeddings embeddings =
                embed.run(new EmbedCommand(caller.tenant(), resolvedModel.card(), texts, call.deadline()));
        Tensor output = Tensor.ofRows(
                TextModel.EMBEDDING, embeddings.vectors(), resolvedModel.card().dimensions());
        HttpResponse response = writer.write(
                resolvedModel.id(),
                resolvedModel.card().version().value(),
                request.id(),
                List.of(new InferResponse.Output(output, binary)));
        return new MeteredCall.Result<>(response, resolvedModel.resource(), embeddings.amounts());
    }
}
