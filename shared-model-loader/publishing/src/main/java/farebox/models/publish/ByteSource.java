package farebox.models.publish;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/** A re-readable source of bytes. */
@FunctionalInterface
public interface ByteSource {
    /** From the first byte on, to be closed by the caller. */
    InputStream open() throws IOException;

    static ByteSource of(Path file) {
        return () -> Files.newInputStream(file);
    }

    static ByteSource of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }

    /** @param name absolute, such as {@code /model.onnx} */
    static ByteSource ofResource(String name) {
        return () -> {
            InputStream resource = ByteSource.class.getResourceAsStream(name);
            if (resource == null) {
                throw new NoSuchElementException("the class path has no " + name);
            }
            return resource;
        };
    }
}
