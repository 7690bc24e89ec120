package farebox.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.cli.operator.UserError;
import farebox.kernel.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeArchiveTest {
    @TempDir
    private Path temporary;

    @Test
    void of_givesTheSameBytesForTheSameFilesWhereverAndWheneverTheyWereWritten() throws IOException {
        CodeArchive early = archive("early", List.of("lib/a.jar", "lib/b.jar", "native/x.so"), Instant.EPOCH);
        CodeArchive late = archive(
                "late", List.of("native/x.so", "lib/b.jar", "lib/a.jar"), Instant.parse("2026-05-04T03:02:01Z"));

        assertThat(late.file()).hasSameBinaryContentAs(early.file());
        assertThat(late.digest()).isEqualTo(early.digest());
    }

    @Test
    void of_digestsTheArchiveItself() throws IOException {
        CodeArchive archive = archive("one", List.of("lib/a.jar"), Instant.EPOCH);

        assertThat(archive.digest()).isEqualTo(Sha256.of(Files.readAllBytes(archive.file())));
    }

    @Test
    void of_keepsEveryFileUnderItsPathInOrder() throws IOException {
        CodeArchive archive = archive("one", List.of("native/x.so", "lib/b.jar", "lib/a.jar"), Instant.EPOCH);

        try (ZipFile zip = new ZipFile(archive.file().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("lib/a.jar", "lib/b.jar", "native/x.so");
            assertThat(zip.getInputStream(zip.getEntry("lib/b.jar"))).hasContent("content of lib/b.jar");
        }
    }

    @Test
    void of_anotherContentIsAnotherDigest() throws IOException {
        CodeArchive one = archive("one", List.of("lib/a.jar"), Instant.EPOCH);
        Files.writeString(temporary.resolve("one/lib/a.jar"), "changed");

        CodeArchive changed = CodeArchive.of(temporary.resolve("one"), temporary.resolve("changed.zip"));

        assertThat(changed.digest()).isNotEqualTo(one.digest());
    }

    @Test
    void of_whatWasNotBuiltIsSaid() throws IOException {
        Files.createDirectory(temporary.resolve("empty"));

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> CodeArchive.of(temporary.resolve("none"), temporary.resolve("none.zip")))
                .withMessageContaining("mvn package");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> CodeArchive.of(temporary.resolve("empty"), temporary.resolve("empty.zip")))
                .withMessageContaining("mvn package");
    }

    private CodeArchive archive(String name, List<String> files, Instant written) throws IOException {
        Path folder = temporary.resolve(name);
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, "content of " + file);
            Files.setLastModifiedTime(path, FileTime.from(written));
        }
        return CodeArchive.of(folder, temporary.resolve(name + ".zip"));
    }
}
