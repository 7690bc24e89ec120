package farebox.events;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Lambda's Java runtime, as far as it makes an object of an event. */
final class JavaRuntime {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JavaRuntime() {}

    /** The type of event that a handler declares; a map where it reads JSON by itself. */
    static Class<?> reads(String handler) {
        try {
            Class<?> type = Class.forName(handler, false, JavaRuntime.class.getClassLoader());
            return RequestStreamHandler.class.isAssignableFrom(type) ? Map.class : declared(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no handler " + handler, e);
        }
    }

    private static Class<?> declared(Class<?> handler) {
        return Stream.of(handler.getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .filter(type -> type.getRawType().equals(RequestHandler.class))
                .map(type -> raw(type.getActualTypeArguments()[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(handler + " is no request handler"));
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }

    /**
     * Pointers to whatever the object does not hold: a name that the type does not know, or a value of another kind.
     */
    static Set<String> lost(JsonNode event, Class<?> type) {
        Set<String> lost = new LinkedHashSet<>();
        compare(JsonPointer.empty(), event, kept(event, type), lost);
        return lost;
    }

    private static <T> JsonNode kept(JsonNode event, Class<T> type) {
        PojoSerializer<T> serializer = LambdaEventSerializers.serializerFor(type, JavaRuntime.class.getClassLoader());
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            serializer.toJson(serializer.fromJson(event.toString()), written);
            return JSON.readTree(written.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(JsonPointer at, JsonNode file, JsonNode kept, Set<String> lost) {
        if (file.isContainerNode()) {
            file.properties().forEach(field -> compareField(at, field, kept, lost));
            for (int i = 0; file.isArray() && i < file.size(); i++) {
                compare(at.appendIndex(i), file.get(i), kept.path(i), lost);
            }
        } else if (!same(file, kept)) {
            lost.add(at.toString());
        }
    }

    private static void compareField(
            JsonPointer at, Map.Entry<String, JsonNode> field, JsonNode kept, Set<String> lost) {
        compare(at.appendProperty(field.getKey()), field.getValue(), kept.path(field.getKey()), lost);
    }

    private static boolean same(JsonNode file, JsonNode kept) {
        if (file.isNull()) {
            return kept.isMissingNode() || kept.isNull();
        }
        if (file.isNumber() && kept.isNumber()) {
            return file.decimalValue().compareTo(kept.decimalValue()) == 0;
        }
        return file.equals(kept);
    }
}
