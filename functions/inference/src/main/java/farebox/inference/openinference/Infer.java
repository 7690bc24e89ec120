package farebox.inference.openinference;

import farebox.edge.HttpCall;
import farebox.edge.Json;
import farebox.edge.Route;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.EmbedCommand;
import farebox.inference.Embeddings;
import farebox.inference.Input;
import farebox.inference.Offer;
import farebox.inference.web.MeteredWork;
import farebox.kernel.ByteCount;
import farebox.kernel.Caller;
import farebox.kernel.Tokens;
import farebox.metering.Answer;
import farebox.metering.Use;
import farebox.metering.Worked;
import java.util.List;
import java.util.function.Supplier;

/** {@code POST /v2/models/{model}[/versions/{version}]/infer}: one prediction, metered. */
final class Infer {
    private final Naming naming;
    private final Embed embed;
    private final MeteredWork metered;
    private final InferReader reader;
    private final InferAnswer writer;

    Infer(Catalog catalog, Embed embed, MeteredWork metered, Json json) {
        this.naming = new Naming(catalog);
        this.embed = embed;
        this.metered = metered;
        this.reader = new InferReader(json);
        this.writer = new InferAnswer(json);
    }

    Route.Work at(String template) {
        return metered.of("POST " + template, this::read);
    }

    private Supplier<Worked> read(HttpCall call, Caller caller) {
        InferRequest request = reader.read(call, TextModel.TEXT);
        List<Input> texts = TextModel.texts(request);
        return () -> work(call, caller, request, texts);
    }

    private Worked work(HttpCall call, Caller caller, InferRequest request, List<Input> texts) {
        Offer offer = naming.offer(call, caller);
        boolean binary = TextModel.isBinary(request);
        TextModel.requireRoom(texts.size(), offer.card(), binary);
        Embeddings embeddings = embed.run(new EmbedCommand(caller.tenant(), offer.card(), texts, call.deadline()));
        Tensor output = Tensor.ofRows(
                TextModel.EMBEDDING, embeddings.vectors(), offer.card().dimensions());
        Answer answer = writer.write(
                offer.id(),
                offer.card().version().value(),
                request.id(),
                List.of(new InferAnswer.Output(output, binary)));
        return new Worked(
                answer,
                new Use(
                        offer.billedAs(),
                        offer.card().version().value(),
                        embeddings.tokens(),
                        Tokens.NONE,
                        new ByteCount(call.body().length),
                        new ByteCount(answer.body().length),
                        embeddings.compute()));
    }
}
