package farebox.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TransferBarTest {
    private final StringWriter console = new StringWriter();

    @Test
    void sizes_areInMegabytes() {
        bar(true).show("model.onnx", 30_000_000, 90_000_000);

        assertThat(console.toString()).isEqualTo("\r[########................]    30.0 of 90.0 MB  model.onnx");
    }

    @Test
    void sizesOfASmallFile_areInKilobytes() {
        bar(false).finish("labels.json", 1_234);

        assertThat(console.toString().strip()).isEqualTo("[########################]     1.2 of 1.2 kB  labels.json");
    }

    @Test
    void whereNobodyLooks_onlyTheEndIsShown() {
        bar(false).show("model.onnx", 1, 2);

        assertThat(console.toString()).isEmpty();
    }

    private TransferBar bar(boolean live) {
        return new TransferBar(new PrintWriter(console), live);
    }
}
