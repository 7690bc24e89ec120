package farebox.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedFolderTest {
    private final SharedFolder folder;
    private final List<String> done = new ArrayList<>();

    SharedFolderTest(@TempDir Path home) {
        this.folder = SharedFolder.of(home);
    }

    @Test
    void ofSeveralEmulators_oneWrites() throws IOException {
        assertThat(folder.runAlone(() -> done.add("while the first writes: " + writes("second"))))
                .isTrue();

        assertThat(done).containsExactly("while the first writes: false");
    }

    @Test
    void onceAnEmulatorHasWritten_anotherMay() throws IOException {
        folder.runAlone(() -> done.add("first"));

        assertThat(writes("second")).isTrue();
        assertThat(done).containsExactly("first", "second");
    }

    private boolean writes(String who) {
        try {
            return folder.runAlone(() -> done.add(who));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
