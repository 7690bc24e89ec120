package farebox.training.neural.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.kernel.InvalidRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A spec of a training from texts.
 *
 * @param data a file in the spec's folder: a CSV file for a classifier, else a text
 * @param text the column of the texts, {@code text} unless given
 * @param target the column of the labels, {@code label} unless given
 */
@JsonIgnoreProperties("$schema")
public record TextSpec(
        String data, String text, String target, String family, Map<String, Double> parameters, long seed) {
    /** What is trained. */
    enum Family {
        TEXT_CLASSIFIER,
        WORD_EMBEDDINGS,
        LANGUAGE_MODEL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Missing fields get their defaults here, which is why these parameters may be null. */
    public TextSpec(
            @Nullable String data,
            @Nullable String text,
            @Nullable String target,
            @Nullable String family,
            @Nullable Map<String, Double> parameters,
            long seed) {
        if (data == null || data.isBlank()) {
            throw new InvalidRequest("data: name the file to train on", "data");
        }
        this.data = data;
        this.text = Objects.requireNonNullElse(text, "text");
        this.target = Objects.requireNonNullElse(target, "label");
        this.family = Objects.requireNonNullElse(family, "");
        // In order, because a digest is taken of the spec's text.
        this.parameters = parameters == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(parameters));
        this.seed = seed;
    }

    /** Whether a spec is one of these. Anything that is no JSON object is not. */
    public static boolean isOne(String json) {
        try {
            JsonNode family = JSON.readTree(json).path("family");
            return Arrays.stream(Family.values()).anyMatch(known -> known.word().equals(family.asText()));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** @throws InvalidRequest naming what is wrong */
    public static TextSpec read(String json) {
        try {
            return JSON.readValue(json, TextSpec.class);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof InvalidRequest refusal) {
                throw refusal;
            }
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
