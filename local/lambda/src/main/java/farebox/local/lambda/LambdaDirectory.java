package farebox.local.lambda;

import farebox.kernel.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of a local emulator's Lambda.
 *
 * @param runtime shared; it lasts
 * @param environments the children's temporary folders; they last as long as the emulator runs
 * @param classes archived classes, shared; they last
 */
record LambdaDirectory(RuntimeFiles runtime, Path environments, Path classes) {
    static LambdaDirectory prepare(Path folder, Path shared) throws IOException {
        LambdaDirectory lambdaDirectory = new LambdaDirectory(
                RuntimeFiles.in(shared.resolve("runtime")), folder.resolve("environments"), shared.resolve("classes"));
        // What a cloud left that was killed.
        lambdaDirectory.clear();
        Files.createDirectories(lambdaDirectory.environments());
        return lambdaDirectory;
    }

    void clear() {
        try {
            FileTree.delete(environments);
        } catch (IOException e) {
            throw new UncheckedIOException("could not clear " + environments, e);
        }
    }
}
