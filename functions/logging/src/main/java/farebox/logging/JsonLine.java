package farebox.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/** One event as {@code {"time", "level", "logger", "event" | "message", its fields, "exception"}}. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();
    /** In these loggers a message is a stable identifier of what happened; libraries write sentences. */
    private static final String OURS = "farebox.";

    private JsonLine() {}

    static String of(
            Instant time,
            Level level,
            String logger,
            String message,
            List<KeyValuePair> fields,
            @Nullable Throwable thrown) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", time.toString());
            json.writeStringField("level", level.toString());
            json.writeStringField("logger", logger);
            json.writeStringField(logger.startsWith(OURS) ? "event" : "message", message);
            for (KeyValuePair field : fields) {
                write(json, field);
            }
            if (thrown != null) {
                json.writeStringField("exception", trace(thrown));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes every character", e);
        }
        return line.toString();
    }

    private static void write(JsonGenerator json, KeyValuePair field) throws IOException {
        json.writeFieldName(field.key);
        write(json, field.value);
    }

    /** Maps and lists as objects and arrays, which the embedded metric format needs; what is neither as its text. */
    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(entry.getKey().toString());
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object each : list) {
                    write(json, each);
                }
                json.writeEndArray();
            }
            case Object other -> json.writeString(other.toString());
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
