package farebox.training.pipeline;

import farebox.kernel.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is gone once it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {
    static TemporaryFolder in(Path parent) {
        try {
            return new TemporaryFolder(Files.createTempDirectory(parent, "training-"));
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary folder cannot be made", e);
        }
    }

    @Override
    public void close() {
        try {
            FileTree.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary folder cannot be deleted", e);
        }
    }
}
