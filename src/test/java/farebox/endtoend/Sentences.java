package farebox.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What is asked of the model, and what is known of it. */
final class Sentences {
    static final String MODEL = "all-minilm-l6-v2";
    static final String CAT = "The cat sits on the mat.";
    static final String FELINE = "A feline rests on a rug.";
    static final String REVENUE = "Quarterly revenue rose by four percent.";

    /** By the vocabulary of BERT, with the two tokens around them. */
    static final int TOKENS_OF_CAT = 9;

    static final int TOKENS_OF_FELINE = 10;
    static final int TOKENS_OF_REVENUE = 9;

    /** Short, long, other scripts, an emoji, a line break, and words the vocabulary does not have. */
    static final List<String> OF_ALL_KINDS = List.of(
            CAT,
            FELINE,
            REVENUE,
            "x",
            "Übergrößenträger und Straßenbahn",
            "東京の天気は晴れです。",
            "🚋 tickets, please!\nThe second line.",
            "supercalifragilisticexpialidocious ".repeat(20));

    private static final ObjectMapper JSON = new ObjectMapper();

    private Sentences() {}

    /** The body of an embeddings call. */
    static String body(String... inputs) {
        return bodyFor(MODEL, inputs);
    }

    static String bodyFor(String model, String... inputs) {
        ObjectNode body = JSON.createObjectNode().put("model", model);
        if (inputs.length == 1) {
            body.put("input", inputs[0]);
        } else {
            List.of(inputs).forEach(body.withArray("input")::add);
        }
        return body.toString();
    }

    static float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).floatValue();
        }
        return vector;
    }

    /** The cosine of the angle between two vectors of length 1. */
    static double nearness(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
