package farebox.training.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HyperparametersTest {
    @TempDir
    private Path folder;

    @Test
    void override_valuesThatAreJson_keepTheirTypes() {
        assertThat(Hyperparameters.override(
                        "{\"seed\":1,\"target\":\"y\"}",
                        Map.of("seed", "7", "family", "svm", "gate", "{\"accuracy\":0.9}"),
                        "training.json"))
                .contains("\"seed\":7", "\"target\":\"y\"", "\"family\":\"svm\"", "\"gate\":{\"accuracy\":0.9}");
    }

    @Test
    void read_absentFile_givesNone() {
        assertThat(Hyperparameters.read(folder.resolve("absent.json"))).isEmpty();
    }

    @Test
    void read_whatIsNoObjectOfStrings_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("hyperparameters.json"), "[1]");

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Hyperparameters.read(file));
    }
}
