package farebox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTreeTest {
    @Test
    void delete_removesFilesAndFolders_andLinksWithoutFollowingThem(@TempDir Path folder) throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "kept");
        Path tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("below/deeper"));
        Files.writeString(tree.resolve("below/file"), "deleted");
        Files.createSymbolicLink(tree.resolve("link"), kept);

        FileTree.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void delete_ofAFolderThatIsNotThere_doesNothing(@TempDir Path folder) {
        assertThatCode(() -> FileTree.delete(folder.resolve("absent"))).doesNotThrowAnyException();
    }
}
