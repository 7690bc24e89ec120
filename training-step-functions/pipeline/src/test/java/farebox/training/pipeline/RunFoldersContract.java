package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PipelineObjects.RunFolders} does. */
public abstract class RunFoldersContract {
    private static final String KEY = "runs/acme/1/report.json";

    /** Empty ones. */
    protected abstract PipelineObjects.RunFolders folders();

    @Test
    void find_findsWhatWasWritten() {
        PipelineObjects.RunFolders folders = folders();
        assertThat(folders.find(KEY)).isEmpty();

        write(folders, "{}");

        SourceObject found = folders.find(KEY).orElseThrow();
        assertThat(found.bucket()).isEqualTo(folders.bucket());
        assertThat(found.size().bytes()).isEqualTo(2);
        assertThat(text(folders, found)).contains("{}");
    }

    @Test
    void write_replacesWhatIsThere_andItsStateIsGone() {
        PipelineObjects.RunFolders folders = folders();
        write(folders, "one");
        SourceObject one = folders.find(KEY).orElseThrow();

        write(folders, "two");

        assertThat(text(folders, one)).isEmpty();
        assertThat(text(folders, folders.find(KEY).orElseThrow())).contains("two");
    }

    @Test
    void read_takesNoMoreThanItsReaderAsksFor() {
        PipelineObjects.RunFolders folders = folders();
        write(folders, "0123456789");

        assertThat(folders.read(folders.find(KEY).orElseThrow(), PipelineObjects.firstBytes(4)))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(4));
    }

    private static void write(PipelineObjects.RunFolders folders, String text) {
        folders.write(KEY, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> text(PipelineObjects.RunFolders folders, SourceObject object) {
        return folders.read(object, PipelineObjects.firstBytes(100))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
