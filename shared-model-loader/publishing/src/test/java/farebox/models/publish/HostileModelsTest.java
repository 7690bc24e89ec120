package farebox.models.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import farebox.kernel.InvalidRequest;
import farebox.models.SampleModel;
import farebox.models.publish.onnx.HostileGraphs;
import farebox.models.publish.onnx.OnnxGraphValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an upload is read with before any engine sees it. */
class HostileModelsTest {
    private static final String SECRET = "the secret of somebody else";
    /** What reading may allocate, besides some times the bytes that it reads. */
    private static final long FIXED_BYTES = 4 << 20;

    private static final int TIMES = 48;

    @TempDir
    static Path outside;

    private final Path folder;

    HostileModelsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Loads every class, which the limits of a file are not about. */
    @BeforeAll
    static void warmUp() throws IOException {
        Files.writeString(outside.resolve("secret"), SECRET);
        Files.writeString(outside.resolve("manifest.json"), HostileFolders.HARMLESS);
        Files.write(outside.resolve("model.onnx"), HostileGraphs.harmless());
        admit(outside);
    }

    static List<HostileFolders.Folder> folders() {
        return HostileFolders.all(outside.resolve("secret"));
    }

    @Test
    void folders_areAtLeast200() {
        assertThat(folders()).hasSizeGreaterThan(200);
    }

    @Test
    void harmlessFolder_isAdmitted() {
        assertThatCode(() -> admit(outside)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void hostileFolder_isRefusedWithRuleAndPlaceForLittle(HostileFolders.Folder hostile) throws IOException {
        write(hostile);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> admit(folder))
                .satisfies(e -> {
                    Refusal refusal = Refusal.of(e);
                    assertThat(refusal.rule()).startsWith(hostile.rule());
                    assertThat(PublicationFolder.FILES).contains(refusal.file());
                    assertThat(refusal.message()).isNotBlank().doesNotContain(SECRET);
                });

        long read =
                hostile.files().values().stream().mapToLong(file -> file.length).sum();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(FIXED_BYTES + TIMES * read);
    }

    private static void admit(Path folder) {
        PublicationFolder.uploaded(folder).publication(SampleModel.REF);
        try {
            OnnxGraphValidator.check(folder.resolve("model.onnx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(HostileFolders.Folder hostile) throws IOException {
        for (Map.Entry<String, byte[]> file : hostile.files().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        for (Map.Entry<String, Path> link : hostile.links().entrySet()) {
            Files.createSymbolicLink(folder.resolve(link.getKey()), link.getValue());
        }
    }
}
