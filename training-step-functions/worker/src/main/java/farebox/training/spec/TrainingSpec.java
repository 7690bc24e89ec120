package farebox.training.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A training spec whose defaults are filled in. The JSON Schema beside this module's classes
 * ({@code training.schema.json}) describes each field; {@link SpecReader} holds a file against it.
 */
@JsonIgnoreProperties({"$schema", "monitoring"})
public record TrainingSpec(
        Data data,
        String target,
        TaskChoice task,
        String family,
        Map<String, Object> parameters,
        Map<String, ColumnType> columns,
        Features features,
        Split split,
        Budget budget,
        List<String> metrics,
        Map<String, Double> gate,
        Optional<Compression> compression,
        Optional<Image> image,
        Optional<Backbone> backbone,
        long seed) {
    /** The family that stands for a search over several. */
    public static final String AUTO = "auto";

    public TrainingSpec {
        // In order, because a digest is taken of the spec's text.
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        metrics = List.copyOf(metrics);
        gate = new TreeMap<>(gate);
    }

    public boolean choosesFamily() {
        return family.equals(AUTO);
    }

    /** The same for another family, with that one's own parameters. */
    public TrainingSpec withFamily(String other) {
        return new TrainingSpec(
                data,
                target,
                task,
                other,
                Map.of(),
                columns,
                features,
                split,
                budget,
                metrics,
                gate,
                compression,
                image,
                backbone,
                seed);
    }

    /**
     * How images are read. What is left out is taken from the images.
     *
     * @param side of the square that each is brought to, in pixels
     * @param channels 1 for grey, 3 for colours
     */
    public record Image(Optional<Integer> side, Optional<Integer> channels) {}

    /**
     * A graph that was trained before.
     *
     * @param file in the folder of the spec
     * @param features the value of the graph that a head learns from; without one the graph's weights are trained on
     * @param channelsLast whether the graph takes [images, height, width, channels]
     * @param bgr whether it takes blue before green and red
     * @param scale what a sample from 0 to 1 is multiplied by
     * @param mean what is taken from each channel then, in the graph's order of channels
     * @param deviation and what the rest is divided by
     */
    public record Backbone(
            String file,
            Optional<String> features,
            @JsonProperty("channels_last") boolean channelsLast,
            boolean bgr,
            double scale,
            List<Double> mean,
            List<Double> deviation) {
        public Backbone {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }
    }

    /**
     * How the model is made smaller.
     *
     * @param share of the weights that pruning sets to zero
     * @param student the family that a distillation trains
     */
    public record Compression(Method method, double share, Optional<String> student) {
        /** What is done to it. */
        public enum Method {
            INT8,
            PRUNING,
            DISTILLATION;

            /** The word that stands for it in a spec. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** The files, as paths inside the folder of the spec. */
    public record Data(String train, Optional<String> test, Optional<String> format) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Data(String train) {
            this(train, Optional.empty(), Optional.empty());
        }

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Data(
                @JsonProperty("train") String train,
                @JsonProperty("test") Optional<String> test,
                @JsonProperty("format") Optional<String> format) {
            this.train = train;
            this.test = test;
            this.format = format;
        }
    }

    /** What kind of value is predicted. */
    public enum TaskChoice {
        AUTO,
        CLASSIFICATION,
        REGRESSION
    }

    /** How a column is read. */
    public enum ColumnType {
        NUMBER,
        CATEGORY,
        IGNORE;

        /** The word that stands for it in a spec. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param maxCategories categories of one column that get an indicator of their own */
    public record Features(
            Impute impute,
            Scale scale,
            @JsonProperty("max_categories") int maxCategories) {}

    /** What stands for a missing number. */
    public enum Impute {
        MEAN,
        MEDIAN,
        ZERO
    }

    /** How numbers are brought to one scale. */
    public enum Scale {
        AUTO,
        STANDARD,
        COMMON,
        NONE
    }

    /**
     * @param test the share of rows held out for the evaluation, unless the data names a test file
     * @param folds folds of the cross-validation that compares candidates
     */
    public record Split(double test, int folds) {}

    /**
     * @param trials candidates that a search compares
     * @param instance the type of machine that the pipeline tries first
     */
    public record Budget(double seconds, int trials, Optional<String> instance) {
        public Duration time() {
            return Duration.ofNanos((long) (seconds * 1e9));
        }
    }
}
