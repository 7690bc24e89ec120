package farebox.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
    @TempDir
    Path taskRoot;

    private final Properties before = new Properties();

    @BeforeEach
    void remember() {
        // The engine sets its own properties once in a process; they must be among those that stay.
        OnnxEngine.start();
        before.putAll(System.getProperties());
        System.clearProperty("onnxruntime.native.path");
        System.clearProperty("RUST_LIBRARY_PATH");
    }

    @AfterEach
    void restore() {
        System.setProperties(before);
    }

    @Test
    void use_withoutUnpackedLibrariesLeavesItToTheJars() {
        Natives.use(taskRoot);

        assertThat(System.getProperty("onnxruntime.native.path")).isNull();
        assertThat(System.getProperty("RUST_LIBRARY_PATH")).isNull();
    }

    @Test
    void use_namesTheFolderToOneEngineAndTheFileToTheOther() throws IOException {
        Path folder = Files.createDirectory(taskRoot.resolve("native"));

        Natives.use(taskRoot);

        assertThat(System.getProperty("onnxruntime.native.path")).isEqualTo(folder.toString());
        assertThat(System.getProperty("RUST_LIBRARY_PATH"))
                .isEqualTo(folder.resolve(System.mapLibraryName("tokenizers")).toString());
    }

    @Test
    void engine_staysOfflineWhateverTheEnvironmentSays() {
        assertThat(System.getProperties())
                .containsEntry("ai.djl.offline", "true")
                .containsEntry("OPT_OUT_TRACKING", "true");
    }
}
