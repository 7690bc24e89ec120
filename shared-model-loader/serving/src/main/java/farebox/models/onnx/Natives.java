package farebox.models.onnx;

import java.nio.file.Files;
import java.nio.file.Path;

/** Native libraries that were unpacked when the function was packaged. */
public final class Natives {
    private Natives() {}

    /**
     * Tells both engines to load their libraries from {@code native/} below the task's root, if there is such a folder;
     * otherwise they unpack them from their jars, which costs 250 to 300 ms and leaks 27 MB at a crash. To be called
     * before anything of this package is used.
     */
    public static void use(Path taskRoot) {
        Path folder = taskRoot.resolve("native").toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            return;
        }
        System.setProperty("onnxruntime.native.path", folder.toString());
        // DJL wants the file here, not its folder.
        System.setProperty(
                "RUST_LIBRARY_PATH",
                folder.resolve(System.mapLibraryName("tokenizers")).toString());
    }

    /**
     * Loads both libraries and starts DJL's engine, which takes as long as the first requests for a model. Whoever
     * needs them meanwhile waits.
     */
    public static void load() {
        OnnxEngine.start();
        TextTokenizer.start();
    }
}
