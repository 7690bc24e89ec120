package farebox.billing.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import farebox.billing.PriceBook;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads price books as JSON. {@code price-book.schema.json} beside this class describes the form;
 * {@link PriceBookRules} holds what a schema cannot say.
 */
public final class PriceBookFormat {
    private static final int MAX_BYTES = 4 << 20;
    private static final String SCHEMA = "price-book.schema.json";

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public PriceBookFormat() {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(16)
                        .maxDocumentLength(MAX_BYTES)
                        .build());
    }

    /** @throws InvalidRequest if the text is no price book; names each fault with its line, place and rule */
    public PriceBook read(byte[] json) {
        JsonNode tree = parse(json);
        SourceLines lines = lines(json);
        List<Fault> faults = bySchema(tree);
        faults = faults.isEmpty() ? PriceBookRules.faults(tree) : faults;
        if (!faults.isEmpty()) {
            throw new InvalidRequest(
                    faults.stream().map(fault -> fault.at(lines)).collect(Collectors.joining("\n")), "price_book");
        }
        return PriceBookReader.read(tree);
    }

    private JsonNode parse(byte[] json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidRequest(
                    "line " + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
                            + ": the price book is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidRequest("the price book is not UTF-8 text");
        }
    }

    private SourceLines lines(byte[] json) {
        try {
            return new SourceLines(mapper.getFactory(), json);
        } catch (IOException e) {
            throw new UncheckedIOException("text that was read as JSON before", e);
        }
    }

    private static List<Fault> bySchema(JsonNode tree) {
        return LoadedSchema.SCHEMA.validate(tree).stream()
                .flatMap(PriceBookFormat::fault)
                .distinct()
                .toList();
    }

    private static Stream<Fault> fault(Error error) {
        JsonNode found = error.getInstanceNode();
        String value = found != null && found.isValueNode() ? ", but is " + found : "";
        return Stream.of(new Fault(error.getInstanceLocation().toString(), error.getMessage() + value));
    }

    private static Schema load() {
        try (InputStream text = PriceBookFormat.class.getResourceAsStream(SCHEMA)) {
            String json = new String(Objects.requireNonNull(text, SCHEMA).readAllBytes(), StandardCharsets.UTF_8);
            SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .build();
            return SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
                    .getSchema(json, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(SCHEMA, e);
        }
    }

    /** With the first price book that is read: most starts of a function read none, and wait for the caller. */
    private static final class LoadedSchema {
        private static final Schema SCHEMA = load();
    }

    /** What is wrong at one place. */
    record Fault(String pointer, String rule) {
        String at(SourceLines lines) {
            return "line " + lines.of(pointer) + ": " + (pointer.isEmpty() ? "the price book" : pointer) + ": " + rule;
        }
    }
}
