package farebox.models.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import farebox.kernel.ByteCount;
import farebox.kernel.Crc32c;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.models.Columns;
import farebox.models.ModelSpec;
import farebox.models.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Records as JSON, within bounds. Every property of a record is expected and present, none is null, none is of another
 * type, and there is no other property.
 */
public final class StrictJson {
    private static final int MAX_CHARACTERS = 4 << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxDocumentLength(MAX_CHARACTERS)
                            .maxStringLength(1 << 12)
                            .maxNumberLength(32)
                            .maxNameLength(128)
                            .maxTokenCount(500_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, StrictJson::textIsText)
            .addMixIn(ModelSpec.class, ByTask.class)
            .addMixIn(Columns.class, AsList.class)
            .registerSubtypes(Arrays.stream(Task.values())
                    .map(task -> new NamedType(task.spec(), task.wireName()))
                    .toArray(NamedType[]::new))
            .addModule(values())
            .build();

    private StrictJson() {}

    /** The property {@code task} tells which spec it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "task")
    private interface ByTask {}

    /** A table's columns stand as a list. */
    private abstract static class AsList {
        // Jackson reads the signature alone.
        @SuppressWarnings("UnusedVariable")
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        AsList(List<Columns.Column> list) {}

        @JsonValue
        abstract List<Columns.Column> list();
    }

    /** The longest document, in characters. */
    public static int maxCharacters() {
        return MAX_CHARACTERS;
    }

    /** @throws InvalidRequest with the property at fault, if the text is not exactly such a record */
    public static <T> T read(byte[] text, Class<T> type) {
        if (text.length > MAX_CHARACTERS) {
            throw new InvalidRequest("it is longer than " + MAX_CHARACTERS + " bytes");
        }
        try {
            T record = MAPPER.readValue(text, type);
            if (record == null) {
                throw new InvalidRequest("it is null");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new InvalidRequest(reason(e), path(e));
        } catch (IOException e) {
            throw new InvalidRequest("it is not UTF-8 text");
        }
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a record of ours does not become JSON", e);
        }
    }

    private static void textIsText(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** Values of the kernel stand as what they wrap. */
    private static SimpleModule values() {
        SimpleModule module = new SimpleModule();
        text(module, TenantId.class, TenantId::new);
        text(module, ModelName.class, ModelName::new);
        text(module, ModelVersion.class, ModelVersion::new);
        text(module, Sha256.class, Sha256::new);
        text(module, Crc32c.class, Crc32c::new);
        text(module, Instant.class, StrictJson::instant);
        module.addSerializer(ByteCount.class, new ByteCountSerializer());
        module.addDeserializer(ByteCount.class, new Reader<>(ByteCount.class, Long.class, StrictJson::bytes));
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> read) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new Reader<>(type, String.class, read));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRequest("an instant is such as 2026-01-31T12:00:00Z");
        }
    }

    private static ByteCount bytes(long count) {
        if (count < 0) {
            throw new InvalidRequest("a number of bytes is not negative");
        }
        return new ByteCount(count);
    }

    private static String reason(JsonProcessingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidRequest invalid) {
                return prefix(e) + invalid.detail();
            }
        }
        String message = String.valueOf(e.getOriginalMessage());
        int end = message.indexOf(" (");
        return prefix(e) + (end < 0 ? message : message.substring(0, end));
    }

    private static String prefix(JsonProcessingException e) {
        String path = path(e);
        return path.isEmpty() ? "" : path + ": ";
    }

    /** Where in the document, such as {@code spec.columns[2].name}. */
    private static String path(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : mapping.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static final class ByteCountSerializer extends StdSerializer<ByteCount> {
        private static final long serialVersionUID = 1L;

        private ByteCountSerializer() {
            super(ByteCount.class);
        }

        @Override
        public void serialize(ByteCount count, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(count.bytes());
        }
    }

    /** Reads what a value wraps, and then the value. */
    private static final class Reader<S, T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final Class<S> wrapped;

        /** Not serialised: mappers of ours are not. */
        private final transient Function<S, T> make;

        private Reader(Class<T> type, Class<S> wrapped, Function<S, T> make) {
            super(type);
            this.wrapped = wrapped;
            this.make = make;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return make.apply(context.readValue(parser, wrapped));
            } catch (InvalidRequest e) {
                throw JsonMappingException.from(parser, e.detail(), e);
            }
        }
    }
}
