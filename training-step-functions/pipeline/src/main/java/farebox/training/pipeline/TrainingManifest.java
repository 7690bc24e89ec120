package farebox.training.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A training spec, as the worker's schema has it. What is looked at here is what the pipeline itself needs: the files,
 * which must be plain names, the target and the budget; the worker checks the rest.
 */
public record TrainingManifest(ObjectNode tree) {
    /** What the text of one may have. */
    public static final int MAX_BYTES = 1 << 20;

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_. -]{0,127}");
    private static final Pattern INSTANCE_TYPE = Pattern.compile("ml\\.[a-z0-9-]+\\.[a-z0-9-]+");
    private static final String DATA = "data";
    private static final String BUDGET = "budget";
    /** The default of the worker's schema. */
    private static final Duration DEFAULT_BUDGET = Duration.ofMinutes(5);

    private static final Duration MAX_BUDGET = Duration.ofDays(5);

    private static final double DEFAULT_COOLDOWN_HOURS = 24;
    private static final int MINUTES_PER_HOUR = 60;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws InvalidRequest if the text is no manifest, or its data lie outside its own folder */
    public static TrainingManifest read(byte[] text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                TrainingManifest manifest = new TrainingManifest(object);
                manifest.files().forEach(TrainingManifest::requireFileName);
                manifest.target();
                manifest.budget();
                manifest.instance();
                return manifest;
            }
            throw new InvalidRequest(
                    "training.json must be a JSON object such as {\"data\": \"iris.csv\", \"target\": \"species\"}");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InvalidRequest(
                    "training.json, line %d is not valid JSON: %s".formatted(line, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidRequest("training.json is not UTF-8 text");
        }
    }

    /** The spec of a stored run. */
    public static TrainingManifest read(String spec) {
        return read(spec.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidRequest if {@code data} is neither a name nor an object with {@code train} and {@code test} */
    public List<String> files() {
        JsonNode data = tree.path(DATA);
        if (data.isTextual()) {
            return List.of(data.textValue());
        }
        if (!data.path("train").isTextual()) {
            throw new InvalidRequest(
                    "data must name a file in the folder of training.json, such as \"iris.csv\"", DATA);
        }
        List<String> names = new ArrayList<>(List.of(data.path("train").textValue()));
        if (data.path("test").isTextual()) {
            names.add(data.path("test").textValue());
        }
        return names;
    }

    /** The column to predict. */
    public String target() {
        if (!tree.path("target").isTextual() || tree.path("target").textValue().isEmpty()) {
            throw new InvalidRequest("target must name the column to predict", "target");
        }
        return tree.path("target").textValue();
    }

    /** How long the training may take. */
    public Duration budget() {
        JsonNode seconds = tree.path(BUDGET).path("seconds");
        if (seconds.isMissingNode()) {
            return DEFAULT_BUDGET;
        }
        if (!seconds.isNumber() || !(seconds.doubleValue() > 0) || seconds.doubleValue() > MAX_BUDGET.toSeconds()) {
            throw new InvalidRequest("budget.seconds is a number above 0, at most 432000", "budget.seconds");
        }
        return Duration.ofMillis((long) Math.ceil(seconds.doubleValue() * 1_000));
    }

    /** The instance type to try first, where the spec asks for one. */
    public Optional<String> instance() {
        JsonNode instance = tree.path(BUDGET).path("instance");
        if (instance.isMissingNode()) {
            return Optional.empty();
        }
        if (!instance.isTextual()
                || !INSTANCE_TYPE.matcher(instance.textValue()).matches()) {
            throw new InvalidRequest("budget.instance is an instance type such as ml.m5.xlarge", "budget.instance");
        }
        return Optional.of(instance.textValue());
    }

    /** What is done when the model drifts. The worker's schema says what the fields may be. */
    public Monitoring monitoring() {
        JsonNode fields = tree.path("monitoring");
        double hours = fields.path("cooldown_hours").asDouble(DEFAULT_COOLDOWN_HOURS);
        return new Monitoring(
                fields.path("retrain").asBoolean(), Duration.ofMinutes((long) (hours * MINUTES_PER_HOUR)));
    }

    /**
     * @param retrain whether to train again when the model has drifted
     * @param cooldown the least time between two trainings
     */
    public record Monitoring(boolean retrain, Duration cooldown) {}

    /** The format of the files where the manifest says it. */
    public Optional<String> format() {
        return Optional.ofNullable(tree.path(DATA).path("format").textValue());
    }

    /** The seed of a spec, which may be that of a refused run and lack everything. */
    public static long seed(String spec) {
        try {
            return JSON.readTree(spec).path("seed").asLong();
        } catch (JsonProcessingException e) {
            return 0;
        }
    }

    /** As the worker reads it. */
    public String spec() {
        return tree.toString();
    }

    private static void requireFileName(String name) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw new InvalidRequest(
                    "data must be the name of a file in the folder of training.json, without a path; '%s' is not"
                            .formatted(name.length() > 200 ? name.substring(0, 200) + "…" : name),
                    DATA);
        }
    }
}
