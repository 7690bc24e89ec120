package farebox.inference;

import farebox.kernel.InvalidRequest;
import farebox.kernel.PayloadTooLarge;
import farebox.kernel.TokenCount;
import farebox.models.EmbeddingModel;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Embeds a batch, whole or not at all. What is wrong with an input is found before the first prediction. */
public final class Embed {
    private final ModelRuns runs;
    private final Workers workers;
    private final InstantSource clock;

    public Embed(ModelRuns runs, Workers workers) {
        this.runs = runs;
        this.workers = workers;
        this.clock = runs.clock();
    }

    /**
     * @throws InvalidRequest if an input is longer than the model can read, or has an id that its vocabulary lacks, or
     *     the model embeds no texts
     * @throws PayloadTooLarge if the batch cannot be finished before the deadline
     */
    public Embeddings run(EmbedCommand command) {
        ModelSpec.TextEmbedding spec = command.spec();
        return runs.run(command.call(), EmbeddingModel.class, model -> {
            Embeddings embeddings = embed(model, spec, command);
            return new ModelRuns.Done<>(embeddings, command.inputs().size(), embeddings.compute());
        });
    }

    private Embeddings embed(EmbeddingModel model, ModelSpec.TextEmbedding spec, EmbedCommand command) {
        List<TokenIds> inputs = new TextTokens(model, spec.text())
                .of(command.inputs(), () -> BatchTimeEstimator.requireTime(command.deadline(), Duration.ZERO, clock));
        TokenCount tokenCount = new TokenCount(TextTokens.count(inputs));
        BatchTimeEstimator batchTimeEstimator = new BatchTimeEstimator(command.deadline(), clock, tokenCount.count());
        Instant began = clock.instant();
        List<EqualLengths> batches = EqualLengths.of(inputs, length -> batchSize(model, length, inputs.size()));
        List<List<float[]>> vectors = workers.map(batches, batch -> {
            batchTimeEstimator.requireTimeFor(batch.tokens());
            List<float[]> embedded = model.embedBatch(batch.texts());
            embedded.forEach(vector -> ModelOutputs.requireFinite(vector, model.card()));
            return embedded;
        });
        return new Embeddings(
                EqualLengths.inOrder(batches, vectors), tokenCount, Duration.between(began, clock.instant()));
    }

    /** No larger than leaves a batch for each worker. */
    private int batchSize(EmbeddingModel model, int length, int inputs) {
        return Math.min(model.maxBatch(length), Math.ceilDiv(inputs, workers.count()));
    }
}
