package farebox.inference;

import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import farebox.kernel.PayloadTooLarge;
import farebox.kernel.TokenCount;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.ModelCard;
import farebox.models.Models;
import farebox.models.Selector;
import farebox.models.TokenIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Embeds a batch, whole or not at all. Everything that can be refused is refused before the first prediction. */
public final class Embed {
    /** OpenAI's bound on the sum over one call. */
    static final long MAX_TOKENS = 300_000;

    /** In characters. Counting the tokens of 4 MB takes seconds, which a refusal is not worth. */
    static final int LONG_TEXT = 200_000;

    private static final String INPUT = "input";

    private final Models models;
    private final Statistics statistics;
    private final InstantSource clock;

    public Embed(Models models, Statistics statistics, InstantSource clock) {
        this.models = models;
        this.statistics = statistics;
        this.clock = clock;
    }

    /**
     * @throws InvalidRequest if an input is longer than the model can read, or has an id that its vocabulary lacks
     * @throws PayloadTooLarge if the batch cannot be finished before the deadline
     */
    public Embeddings run(EmbedCommand command) {
        Statistics.Count count = statistics.of(command.tenant(), command.card());
        Instant began = clock.instant();
        boolean done = false;
        try (Lease<EmbeddingModel> lease = models.open(
                command.card().ref(), new Selector.ByVersion(command.card().version()), command.deadline())) {
            Embeddings embeddings = embed(lease.value(), command);
            done = true;
            count.succeeded(command.inputs().size(), Duration.between(began, clock.instant()), embeddings.compute());
            return embeddings;
        } finally {
            if (!done) {
                count.failed(Duration.between(began, clock.instant()));
            }
        }
    }

    private Embeddings embed(EmbeddingModel model, EmbedCommand command) {
        List<TokenIds> inputs = tokenize(model, command);
        TokenCount tokenCount =
                new TokenCount(inputs.stream().mapToLong(TokenIds::count).sum());
        if (tokenCount.count() > MAX_TOKENS) {
            throw new InvalidRequest(
                    "the inputs have " + tokenCount.count() + " tokens together, and a call may have " + MAX_TOKENS
                            + "; split the batch",
                    INPUT,
                    "max_tokens_per_request");
        }
        BatchTimeEstimator batchTimeEstimator = new BatchTimeEstimator(command.deadline(), clock, tokenCount.count());
        List<float[]> vectors = new ArrayList<>(inputs.size());
        Instant began = clock.instant();
        for (TokenIds input : inputs) {
            batchTimeEstimator.requireTimeFor(input);
            vectors.add(numbersOnly(model.embed(input), model.card()));
        }
        return new Embeddings(vectors, tokenCount, Duration.between(began, clock.instant()));
    }

    private List<TokenIds> tokenize(EmbeddingModel model, EmbedCommand command) {
        List<TokenIds> tokenized = new ArrayList<>(command.inputs().size());
        for (Input input : command.inputs()) {
            TokenIds tokens = switch (input) {
                case Input.Text text -> tokenize(text.text(), tokenized.size(), model);
                case Input.Tokenized given -> known(given.tokens(), model.card());
            };
            requireFits(tokens, tokenized.size(), model.card());
            BatchTimeEstimator.requireTime(command.deadline(), Duration.ZERO, clock);
            tokenized.add(tokens);
        }
        return tokenized;
    }

    /** A long text is judged by its beginning first; one that is long for a few endless words passes. */
    private static TokenIds tokenize(String text, int index, EmbeddingModel model) {
        if (text.length() > LONG_TEXT) {
            int end = Character.isHighSurrogate(text.charAt(LONG_TEXT - 1)) ? LONG_TEXT - 1 : LONG_TEXT;
            int count = model.tokenize(text.substring(0, end)).count();
            // The cut may add tokens of its own, but not as many again.
            if (count > 2 * model.card().maxTokens()) {
                throw tooLong(model.card(), "the first " + end + " characters of input " + index + " have " + count);
            }
        }
        return model.tokenize(text);
    }

    private static TokenIds known(TokenIds tokens, ModelCard card) {
        if (Arrays.stream(tokens.ids()).anyMatch(id -> id < 0 || id >= card.vocabulary())) {
            throw new InvalidRequest(
                    "a token id of " + card.ref().name() + " is from 0 to " + (card.vocabulary() - 1), INPUT);
        }
        return tokens;
    }

    private static void requireFits(TokenIds tokens, int index, ModelCard card) {
        if (tokens.count() == 0) {
            throw new InvalidRequest("input " + index + " has no tokens", INPUT);
        }
        if (tokens.count() > card.maxTokens()) {
            throw tooLong(card, "input " + index + " has " + tokens.count());
        }
    }

    private static InvalidRequest tooLong(ModelCard card, String found) {
        return new InvalidRequest(
                "%s reads at most %d tokens, and %s; shorten or split that text"
                        .formatted(card.ref().name(), card.maxTokens(), found),
                INPUT,
                "context_length_exceeded");
    }

    private static float[] numbersOnly(float[] vector, ModelCard card) {
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new DataCorrupted(card.ref().name() + " gave something that is not a number; nothing is billed");
            }
        }
        return vector;
    }
}
