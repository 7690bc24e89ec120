package farebox.local.lambda;

import farebox.kernel.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a local emulator's Lambda.
 *
 * @param environments the children's temporary folders; they last as long as the emulator runs
 * @param classes archived classes; they last
 */
record LambdaDirectory(RuntimeFiles runtime, Path environments, Path classes) {
    static LambdaDirectory prepare(Path folder) throws IOException {
        LambdaDirectory lambdaDirectory = new LambdaDirectory(
                RuntimeFiles.in(folder.resolve("runtime")), folder.resolve("environments"), folder.resolve("classes"));
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
