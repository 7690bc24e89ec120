package farebox.training.spec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.walk.WalkConfig;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;

/**
 * Reads {@code training.json}, holds it against the published JSON Schema and fills in the defaults that stand there.
 */
public final class SpecReader {
    private static final String SCHEMA = "/farebox/training/training.schema.json";
    /** A spec is written by hand or by a client; one this long is neither. */
    private static final long MAX_BYTES = 1 << 20;

    private static final WalkConfig DEFAULTS = WalkConfig.builder()
            .applyDefaultsStrategy(strategy -> strategy.applyPropertyDefaults(true))
            .build();

    private final JsonMapper json = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addModule(new Jdk8Module())
            .build();
    private final Schema schema = schema();

    /** @throws InvalidRequest naming the field at fault, or the place where the file stops being JSON */
    public TrainingSpec read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InvalidRequest(
                        "%s is longer than 1 MiB, the most a training spec may have".formatted(file.getFileName()));
            }
            return read(Files.readString(file), String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw new InvalidRequest("cannot read the training spec %s as UTF-8 text".formatted(file));
        }
    }

    /** @param name what messages call the text */
    public TrainingSpec read(String text, String name) {
        JsonNode node = check(text, name);
        schema.walk(node, false, context -> context.setWalkConfig(DEFAULTS));
        return json.convertValue(node, TrainingSpec.class);
    }

    /**
     * A text that fits the schema, without the defaults.
     *
     * @throws InvalidRequest naming the field at fault, or the place where the text stops being JSON
     */
    public JsonNode check(String text, String name) {
        JsonNode node = parse(text, name);
        schema.validate(node).stream()
                .min(Comparator.comparing(fault -> fault.getInstanceLocation().toString()))
                .ifPresent(fault -> refuse(fault, name));
        return node;
    }

    private JsonNode parse(String text, String name) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InvalidRequest("%s, line %d is not valid JSON: %s".formatted(name, line, e.getOriginalMessage()));
        }
    }

    private static void refuse(Error fault, String name) {
        String field =
                fault.getInstanceLocation().toString().replaceFirst("^/", "").replace('/', '.');
        String property = fault.getProperty() == null ? "" : fault.getProperty();
        String path = field.isEmpty() ? property : field;
        throw new InvalidRequest(
                "%s: %s".formatted(name, field.isEmpty() ? fault.getMessage() : field + ": " + message(fault)), path);
    }

    /** A field whose schema is false does not go with others that the spec has. */
    private static String message(Error fault) {
        return fault.getMessageKey().equals("false")
                ? "does not go with this family and data; leave it out"
                : fault.getMessage();
    }

    private static Schema schema() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                .build();
        try (InputStream in = SpecReader.class.getResourceAsStream(SCHEMA)) {
            return SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
