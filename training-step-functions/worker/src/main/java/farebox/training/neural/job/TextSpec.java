package farebox.training.neural.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import farebox.kernel.InvalidRequest;
import farebox.training.evaluation.Metric;
import farebox.training.spec.SpecReader;
import farebox.training.spec.TrainingSpec;
import farebox.training.spec.TrainingSpec.Compression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A spec of a training from texts.
 *
 * @param data a file in the spec's folder: a CSV file for a classifier, else a text
 * @param text the column of the texts, {@code text} unless given
 * @param target the column of the labels, {@code label} unless given
 * @param metrics the first chooses where several families are compared
 * @param parameters in order of their names, because a digest is taken of the spec's text
 */
@JsonIgnoreProperties({"$schema", "monitoring"})
public record TextSpec(
        String data,
        String text,
        String target,
        String family,
        Map<String, Double> parameters,
        Map<String, Double> gate,
        Budget budget,
        List<Metric> metrics,
        Optional<Compression> compression,
        long seed) {
    /**
     * @param seconds of wall-clock time; without them the training ends by itself
     * @param instance the type of machine that the pipeline tries first
     */
    public record Budget(Optional<Double> seconds, Optional<String> instance) {
        static final Budget NONE = new Budget(Optional.empty(), Optional.empty());

        public Optional<Duration> time() {
            return seconds.map(given -> Duration.ofNanos((long) (given * 1e9)));
        }
    }

    /** What is trained. */
    enum Family {
        BAG_OF_WORDS,
        TEXT_CLASSIFIER,
        TEXT_TRANSFORMER,
        WORD_EMBEDDINGS,
        LANGUAGE_MODEL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the schema says of a budget without seconds. */
    private static final Duration SEARCH_TIME = Duration.ofMinutes(5);

    /** What the schema says of pruning that gives no share. */
    private static final double PRUNED_SHARE = 0.5;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addModule(new Jdk8Module())
            .build();

    public TextSpec {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        gate = Collections.unmodifiableMap(new TreeMap<>(gate));
        metrics = List.copyOf(metrics);
    }

    /** Missing fields get their defaults here, which is why these parameters may be null. */
    @JsonCreator
    static TextSpec of(
            @JsonProperty("data") String data,
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("target") @Nullable String target,
            @JsonProperty("family") @Nullable String family,
            @JsonProperty("parameters") @Nullable Map<String, Double> parameters,
            @JsonProperty("gate") @Nullable Map<String, Double> gate,
            @JsonProperty("budget") @Nullable Budget budget,
            @JsonProperty("metrics") @Nullable List<String> metrics,
            @JsonProperty("compression") @Nullable Compression compression,
            @JsonProperty("seed") long seed) {
        return new TextSpec(
                data,
                Objects.requireNonNullElse(text, "text"),
                Objects.requireNonNullElse(target, "label"),
                Objects.requireNonNullElse(family, TrainingSpec.AUTO),
                Objects.requireNonNullElse(parameters, Map.of()),
                Objects.requireNonNullElse(gate, Map.of()),
                Objects.requireNonNullElse(budget, Budget.NONE),
                Objects.requireNonNullElse(metrics, List.<String>of()).stream()
                        .map(Metric::of)
                        .toList(),
                Optional.ofNullable(compression).map(TextSpec::withShare),
                seed);
    }

    private static Compression withShare(Compression asked) {
        return asked.share() > 0 ? asked : new Compression(asked.method(), PRUNED_SHARE, asked.student());
    }

    boolean choosesFamily() {
        return family.equals(TrainingSpec.AUTO);
    }

    /** How long the training may take; a search of families has an end where no budget gives one. */
    public Optional<Duration> time() {
        return budget.time().or(() -> choosesFamily() ? Optional.of(SEARCH_TIME) : Optional.empty());
    }

    /** The same for a family. */
    TextSpec withFamily(String other) {
        return new TextSpec(data, text, target, other, parameters, gate, budget, metrics, compression, seed);
    }

    /** Whether a spec is one of these. Anything that is no JSON object is not. */
    public static boolean isOne(String json) {
        try {
            JsonNode spec = JSON.readTree(json);
            String family = spec.path("family").asText();
            return spec.has("text")
                    || Arrays.stream(Family.values())
                            .anyMatch(known -> known.word().equals(family));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** @throws InvalidRequest naming what is wrong */
    public static TextSpec read(String json) {
        try {
            return JSON.treeToValue(new SpecReader().check(json, "training.json"), TextSpec.class);
        } catch (JsonProcessingException e) {
            throw new InvalidRequest("training.json: " + e.getOriginalMessage());
        }
    }

    Family kind() {
        return Arrays.stream(Family.values())
                .filter(known -> known.word().equals(family))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("family: %s is none of texts".formatted(family), "family"));
    }

    /** @throws InvalidRequest when the data lie elsewhere */
    Path file(Path folder) {
        Path file = folder.resolve(data).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new InvalidRequest("data: %s does not lie in the folder of the spec".formatted(data), "data");
        }
        return file;
    }
}
