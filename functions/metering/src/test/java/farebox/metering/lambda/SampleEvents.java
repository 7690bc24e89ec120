package farebox.metering.lambda;

import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The payloads in {@code events/} at the root of the repository, read as Lambda's Java runtime reads them. */
final class SampleEvents {
    private static final Path EVENTS = Path.of("..", "..", "events");

    private SampleEvents() {}

    static <T> T read(Class<T> type, String name) {
        try (InputStream json = Files.newInputStream(EVENTS.resolve(name))) {
            return LambdaEventSerializers.serializerFor(type, SampleEvents.class.getClassLoader())
                    .fromJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
