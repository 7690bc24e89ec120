package farebox.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code model.json} says of the {@code model.onnx} beside it: all that publishing needs, in the form of
 * {@code docs/models.md}.
 *
 * @param metrics on rows that the model was not trained on; those that are no numbers are left out
 * @param training what made the model, by name; the same values give the same model
 */
public record ModelArtifact(Spec spec, String source, Map<String, Double> metrics, Map<String, String> training) {
    public static final String GRAPH_FILE = "model.onnx";
    public static final String DESCRIPTION_FILE = "model.json";
    public static final String TOKENIZER_FILE = "tokenizer.json";
    public static final String BACKGROUND_FILE = "background.json";
    public static final String BASELINE_FILE = "baseline.json";

    private static final String SOURCE = "farebox train";

    public ModelArtifact {
        Map<String, Double> finite = new TreeMap<>(metrics);
        finite.values().removeIf(value -> !Double.isFinite(value));
        metrics = Collections.unmodifiableMap(finite);
        training = Collections.unmodifiableMap(new TreeMap<>(training));
    }

    public static ModelArtifact of(Spec spec, Map<String, Double> metrics, Origin origin) {
        return new ModelArtifact(spec, SOURCE, metrics, origin.asMap());
    }

    /** Where a model comes from. */
    public record Origin(
            String family, Map<String, Double> parameters, long seed, String specSha256, String dataSha256) {
        private Map<String, String> asMap() {
            Map<String, String> values = new TreeMap<>();
            values.put("family", family);
            values.put("seed", Long.toString(seed));
            values.put("spec_sha256", specSha256);
            values.put("data_sha256", dataSha256);
            parameters.forEach((name, value) -> values.put("parameters." + name, value.toString()));
            return values;
        }
    }

    /** What serving must know of a graph besides its tensors. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "task")
    public sealed interface Spec {
        /** Named columns to a class. */
        @JsonTypeName("tabular-classification")
        record TabularClassification(List<Column> columns, Scores scores) implements Spec {
            public TabularClassification {
                columns = List.copyOf(columns);
            }
        }

        /**
         * Named columns to a number.
         *
         * @param output float32 [rows, 1]
         */
        @JsonTypeName("tabular-regression")
        record TabularRegression(List<Column> columns, String output) implements Spec {
            public TabularRegression {
                columns = List.copyOf(columns);
            }
        }

        /** A text to a class. */
        @JsonTypeName("text-classification")
        record TextClassification(Text text, Scores scores) implements Spec {}

        /** An image to a class. */
        @JsonTypeName("image-classification")
        record ImageClassification(Image image, Scores scores) implements Spec {}

        /**
         * A text goes on, token by token.
         *
         * @param logits float32 [texts, tokens, vocabulary]
         * @param endTokens after which nothing follows
         * @param masking names of the rules by which its text is masked
         */
        @JsonTypeName("text-generation")
        @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
        record TextGeneration(Text text, String logits, List<Long> endTokens, List<String> masking) implements Spec {
            public TextGeneration {
                endTokens = List.copyOf(endTokens);
                masking = List.copyOf(masking);
            }
        }

        /** A graph that is called by its own tensors. */
        @JsonTypeName("tensors")
        record Tensors() implements Spec {}
    }

    /**
     * A column and the input of the graph that it goes into.
     *
     * @param nullable whether a row may lack it; the graph then takes NaN, or an empty text
     */
    public record Column(String name, String input, boolean nullable) {}

    /** @param maxTokens of one text, special tokens included */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Text(int maxTokens, int vocabulary) {}

    /**
     * Images that are stretched to a square, channels first.
     *
     * @param mean what is taken from the samples of each channel, which are 0 to 1
     * @param standardDeviation and what the rest is divided by
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Image(
            String input,
            int height,
            int width,
            String layout,
            String resize,
            List<Double> mean,
            List<Double> standardDeviation) {
        public Image {
            mean = List.copyOf(mean);
            standardDeviation = List.copyOf(standardDeviation);
        }

        /** Squares of this side. */
        public static Image square(String input, int side, List<Double> mean, List<Double> standardDeviation) {
            return new Image(input, side, side, "CHANNELS_FIRST", "STRETCH", mean, standardDeviation);
        }
    }

    /** @param labels the classes, in the order of the output */
    public record Scores(String output, String activation, List<String> labels) {
        public Scores {
            labels = List.copyOf(labels);
        }

        /** An output that holds probabilities. */
        public static Scores ofProbabilities(String output, List<String> labels) {
            return new Scores(output, "NONE", labels);
        }
    }
}
