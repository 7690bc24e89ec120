package farebox.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.host.Documents;
import farebox.local.host.DocumentsContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredDocumentsTest implements DocumentsContract {
    @TempDir
    private Path folder;

    private LocalStore store;

    @BeforeEach
    void open() {
        store = LocalStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public Documents documents() {
        return new StoredDocuments(store);
    }

    @Test
    void documents_surviveARestart() {
        documents().write(Map.of("a", Optional.of("text"), "b", Optional.of("gone")));
        documents().write(Map.of("b", Optional.empty()));

        close();
        open();

        assertThat(documents().read("")).containsExactly(Map.entry("a", "text"));
    }
}
