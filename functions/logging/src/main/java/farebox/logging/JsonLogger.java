package farebox.logging;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** Writes events from INFO on, from WARN on those of libraries. */
final class JsonLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;

    /** Of these an operator can act on nothing below a warning. */
    private static final List<String> LIBRARIES = List.of("ai.djl", "software.amazon.awssdk", "org.apache");

    private final transient InstantSource clock;
    private final transient Consumer<String> lines;
    private final Level threshold;

    JsonLogger(String name, InstantSource clock, Consumer<String> lines) {
        this.name = name;
        this.clock = clock;
        this.lines = lines;
        this.threshold = LIBRARIES.stream().anyMatch(name::startsWith) ? Level.WARN : Level.INFO;
    }

    @Override
    public void log(LoggingEvent event) {
        if (isEnabled(event.getLevel())) {
            String message = format(event.getMessage(), event.getArgumentArray());
            List<KeyValuePair> fields = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
            lines.accept(JsonLine.of(clock.instant(), event.getLevel(), name, message, fields, event.getThrowable()));
        }
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        lines.accept(JsonLine.of(clock.instant(), level, name, format(message, arguments), List.of(), thrown));
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    private boolean isEnabled(Level level) {
        return level.toInt() >= threshold.toInt();
    }

    private static String format(@Nullable String message, Object @Nullable [] arguments) {
        String formatted = MessageFormatter.basicArrayFormat(message, arguments);
        return Objects.requireNonNullElse(formatted, "");
    }
}
