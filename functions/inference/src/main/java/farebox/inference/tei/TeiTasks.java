package farebox.inference.tei;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.inference.Embed;
import farebox.inference.EmbedCommand;
import farebox.inference.Embeddings;
import farebox.inference.Input;
import farebox.inference.ModelCall;
import farebox.inference.Predict;
import farebox.inference.Predictions;
import farebox.inference.Rerank;
import farebox.inference.Scores;
import farebox.inference.Similarity;
import farebox.inference.http.JsonFields;
import farebox.inference.http.ResponseSizeLimit;
import farebox.inference.http.ResponseSizeLimit.VectorSize;
import farebox.inference.http.TextsJson;
import farebox.inference.huggingface.LabelScore;
import farebox.inference.tei.TextEmbeddingsInference.Outcome;
import farebox.kernel.InvalidRequest;
import farebox.models.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads a body of text-embeddings-inference, runs it, and gives what the response holds. */
public record TeiTasks(Embed embed, Similarity similarity, Rerank rerank, Predict predict) {
    private static final String INPUTS = "inputs";

    Outcome embed(ModelCall call, JsonNode body) {
        JsonFields.requireNone(body, List.of("dimensions", "prompt_name"));
        JsonNode inputs = body.path(INPUTS);
        TextsJson reader = texts(INPUTS, body);
        List<Input> texts = inputs.isTextual() ? List.of(reader.one(inputs)) : reader.list(inputs);
        boolean normalize = JsonFields.flag(body, "normalize", true);
        int dimensions = call.require(ModelSpec.TextEmbedding.class).dimensions();
        ResponseSizeLimit.require(texts.size(), VectorSize.ofNumbers(dimensions), "use a model with fewer dimensions");
        Embeddings embeddings = embed.run(new EmbedCommand(call.tenant(), call.card(), texts, call.deadline()));
        return new Outcome((normalize ? embeddings.normalised() : embeddings).vectors(), embeddings.amounts());
    }

    Outcome similarity(ModelCall call, JsonNode body) {
        JsonNode inputs = JsonFields.object(body, INPUTS);
        JsonNode parameters = body.path("parameters");
        Scores scores = similarity.of(
                call,
                texts("source_sentence", parameters).one(inputs.path("source_sentence")),
                texts("sentences", parameters).list(inputs.path("sentences")));
        return new Outcome(scores.list(), scores.amounts());
    }

    Outcome rerank(ModelCall call, JsonNode body) {
        boolean raw = JsonFields.flag(body, "raw_scores", false);
        boolean text = JsonFields.flag(body, "return_text", false);
        JsonNode texts = body.path("texts");
        Scores scores = rerank.run(
                call,
                texts("query", body).one(body.path("query")),
                texts("texts", body).list(texts));
        return new Outcome(
                Rerank.ranked(scores).stream()
                        .map(ranked -> rank(
                                ranked, raw, text ? texts.get(ranked.index()).textValue() : ""))
                        .toList(),
                scores.amounts());
    }

    /** One text gives one list; a list of lists of one text gives a list for each. */
    Outcome predict(ModelCall call, JsonNode body) {
        JsonFields.requireNone(body, List.of("raw_scores"));
        ModelSpec.TextClassification spec = call.require(ModelSpec.TextClassification.class);
        JsonNode inputs = body.path(INPUTS);
        Predictions predictions = predict.texts(call, spec, sequences(inputs, texts(INPUTS, body)));
        List<List<LabelScore>> labels = predictions.list().stream()
                .map(prediction -> LabelScore.of(prediction, spec.scores(), OptionalInt.empty()))
                .toList();
        return new Outcome(isBatch(inputs) ? labels : labels.getFirst(), predictions.amounts());
    }

    private static boolean isBatch(JsonNode inputs) {
        return inputs.path(0).isArray();
    }

    private static List<Input> sequences(JsonNode inputs, TextsJson reader) {
        if (inputs.isTextual()) {
            return List.of(reader.one(inputs));
        }
        if (!isBatch(inputs)) {
            return List.of(single(inputs, reader));
        }
        if (inputs.size() > EmbedCommand.MAX_INPUTS) {
            throw new InvalidRequest(INPUTS + " has at most " + EmbedCommand.MAX_INPUTS + " items", INPUTS);
        }
        List<Input> texts = new ArrayList<>(inputs.size());
        inputs.forEach(sequence -> texts.add(single(sequence, reader)));
        return texts;
    }

    /** Two texts would be a pair, for models that compare. */
    private static Input single(JsonNode sequence, TextsJson reader) {
        List<Input> texts = reader.list(sequence);
        if (texts.size() != 1) {
            throw new InvalidRequest(
                    "the model classifies one text at a time; several are a list of lists of one text each", INPUTS);
        }
        return texts.getFirst();
    }

    private static Map<String, Object> rank(Rerank.Ranked ranked, boolean raw, String text) {
        Map<String, Object> rank = new LinkedHashMap<>();
        rank.put("index", ranked.index());
        if (!text.isEmpty()) {
            rank.put("text", text);
        }
        rank.put("score", raw ? ranked.raw() : ranked.relevance());
        return rank;
    }

    private static TextsJson texts(String field, JsonNode parameters) {
        return new TextsJson(field, JsonFields.flag(parameters, "truncate", false));
    }
}
