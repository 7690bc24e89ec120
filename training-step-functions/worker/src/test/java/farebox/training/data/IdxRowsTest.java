package farebox.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as MNIST has them: three images of 2 × 2. */
final class IdxRowsTest {
    private static final byte[] PIXELS = {0, 1, 2, 3, (byte) 255, 0, 0, 9, 7, 7, 7, 7};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "train-images-idx3-ubyte,train-labels-idx1-ubyte",
        "train-images-idx3-ubyte.gz,train-labels-idx1-ubyte.gz",
        "t10k-images.idx3-ubyte,t10k-labels.idx1-ubyte"
    })
    void read_givesAColumnForEachPixelAndTheLabel(String images, String labels) throws IOException {
        write(images, new int[] {0x0803, 3, 2, 2}, PIXELS);
        write(labels, new int[] {0x0801, 3}, new byte[] {4, 0, 9});

        Table table = read(images);

        assertThat(table.names()).containsExactly("pixel_0_0", "pixel_0_1", "pixel_1_0", "pixel_1_1", "label");
        assertThat(((Column.Numbers) table.column("pixel_0_0")).values()).containsExactly(0, 255, 7);
        assertThat(((Column.Numbers) table.column("label")).values()).containsExactly(4, 0, 9);
        assertThat(table.lines()).containsExactly(1, 2, 3);
    }

    @Test
    void read_fileThatEndsEarly_namesTheImage() throws IOException {
        write("a-images-idx3-ubyte", new int[] {0x0803, 3, 2, 2}, new byte[9]);
        write("a-labels-idx1-ubyte", new int[] {0x0801, 3}, new byte[3]);

        refused("a-images-idx3-ubyte", "a-images-idx3-ubyte, line 3: a file ends here, where its header says 3");
    }

    @Test
    void read_packedFileThatIsDamaged_namesTheImage() throws IOException {
        write("a-images-idx3-ubyte.gz", new int[] {0x0803, 3, 2, 2}, PIXELS);
        write("a-labels-idx1-ubyte.gz", new int[] {0x0801, 3}, new byte[3]);
        Path file = folder.resolve("a-images-idx3-ubyte.gz");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 12));

        refused("a-images-idx3-ubyte.gz", "a-images-idx3-ubyte.gz");
    }

    @Test
    void read_withoutLabels_saysWhichFileIsMissing() throws IOException {
        write("a-images-idx3-ubyte", new int[] {0x0803, 3, 2, 2}, PIXELS);

        refused("a-images-idx3-ubyte", "put a-labels-idx1-ubyte beside it");
    }

    @Test
    void read_otherNumberOfLabels_isRefused() throws IOException {
        write("a-images-idx3-ubyte", new int[] {0x0803, 3, 2, 2}, PIXELS);
        write("a-labels-idx1-ubyte", new int[] {0x0801, 2}, new byte[2]);

        refused("a-images-idx3-ubyte", "3 images with 2 labels in a-labels-idx1-ubyte");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2051 | 3 | 0    | 2    | images of 0 x 2 pixels
            2051 | 3 | 9000 | 9000 | images of 9000 x 9000 pixels
            2049 | 3 | 2    | 2    | it begins with 00000801 and not with 00000803
            """)
    void read_strangeHeader_isRefused(int magic, int count, int height, int width, String message) throws IOException {
        write("a-images-idx3-ubyte", new int[] {magic, count, height, width}, PIXELS);
        write("a-labels-idx1-ubyte", new int[] {0x0801, 3}, new byte[3]);

        refused("a-images-idx3-ubyte", message);
    }

    private void refused(String images, String message) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(images))
                .withMessageContaining(message);
    }

    private Table read(String images) {
        return new TableReader(DataLimits.ofHeap(1 << 28)).read(folder.resolve(images), Optional.empty(), Map.of());
    }

    private void write(String name, int[] header, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                DataOutputStream data = new DataOutputStream(name.endsWith(".gz") ? new GZIPOutputStream(out) : out)) {
            for (int number : header) {
                data.writeInt(number);
            }
            data.write(content);
        }
    }
}
