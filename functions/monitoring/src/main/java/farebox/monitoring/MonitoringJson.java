package farebox.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.DataCorrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.datasketches.common.SketchesArgumentException;

/**
 * Records and distributions as JSON. A column is {@code {"missing", "sketch"}}, a KLL sketch of doubles in the form of
 * Apache DataSketches as base64, or {@code {"missing", "counts": {category: count}, "others"}}.
 */
public final class MonitoringJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MISSING = "missing";
    private static final String SKETCH = "sketch";
    private static final String COUNTS = "counts";
    private static final String OTHERS = "others";
    private static final String INPUTS = "inputs";
    private static final String OUTPUTS = "outputs";
    private static final String ERRORS = "errors";
    private static final String MILLISECONDS = "milliseconds";

    private MonitoringJson() {}

    /** {@code {"inputs": {column: distribution}, "outputs": {column: distribution}}}. */
    public static byte[] write(ModelDistributions distributions) {
        return bytes(tree(distributions));
    }

    /** As {@link #write(ModelDistributions)}, with {@code errors} and {@code milliseconds}. */
    public static byte[] write(CallRecord calls) {
        ObjectNode tree = tree(calls.distributions());
        tree.put(ERRORS, calls.errors());
        tree.set(MILLISECONDS, tree(calls.milliseconds()));
        return bytes(tree);
    }

    /** @throws DataCorrupted if these are no distributions */
    public static ModelDistributions distributions(byte[] json) {
        return distributions(tree(json));
    }

    /** @throws DataCorrupted if this is no record */
    public static CallRecord calls(byte[] json) {
        JsonNode tree = tree(json);
        if (!(distribution(tree.path(MILLISECONDS)) instanceof NumberDistribution milliseconds)) {
            throw new DataCorrupted("a record of calls has no times");
        }
        return new CallRecord(tree.path(ERRORS).asLong(), milliseconds, distributions(tree));
    }

    private static ObjectNode tree(ModelDistributions distributions) {
        ObjectNode tree = JSON.createObjectNode();
        tree.set(INPUTS, tree(distributions.inputs()));
        tree.set(OUTPUTS, tree(distributions.outputs()));
        return tree;
    }

    private static ObjectNode tree(Distributions columns) {
        ObjectNode tree = JSON.createObjectNode();
        columns.columns().forEach((name, distribution) -> tree.set(name, tree(distribution)));
        return tree;
    }

    private static ObjectNode tree(ColumnDistribution distribution) {
        ObjectNode tree = JSON.createObjectNode().put(MISSING, distribution.missing());
        switch (distribution) {
            case NumberDistribution numbers -> tree.put(SKETCH, numbers.bytes());
            case CategoryDistribution categories -> {
                ObjectNode counts = tree.putObject(COUNTS);
                categories.counts().forEach(counts::put);
                tree.put(OTHERS, categories.others());
            }
        }
        return tree;
    }

    private static ModelDistributions distributions(JsonNode tree) {
        return new ModelDistributions(columns(tree.path(INPUTS)), columns(tree.path(OUTPUTS)));
    }

    private static Distributions columns(JsonNode tree) {
        Map<String, ColumnDistribution> columns = new TreeMap<>();
        tree.properties().forEach(column -> columns.put(column.getKey(), distribution(column.getValue())));
        return new Distributions(columns);
    }

    private static ColumnDistribution distribution(JsonNode tree) {
        long missing = tree.path(MISSING).asLong();
        if (tree.has(COUNTS)) {
            Map<String, Long> counts = new TreeMap<>();
            tree.path(COUNTS)
                    .properties()
                    .forEach(
                            count -> counts.put(count.getKey(), count.getValue().asLong()));
            return new CategoryDistribution(counts, tree.path(OTHERS).asLong(), missing);
        }
        try {
            return NumberDistribution.of(tree.path(SKETCH).binaryValue(), missing);
        } catch (IOException | SketchesArgumentException | IndexOutOfBoundsException | NullPointerException e) {
            throw new DataCorrupted("a sketch is damaged", e);
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new DataCorrupted("a record of monitoring is no JSON", e);
        }
    }

    private static byte[] bytes(ObjectNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
