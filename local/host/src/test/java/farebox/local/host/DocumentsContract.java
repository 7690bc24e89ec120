package farebox.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link Documents} keeps. */
public interface DocumentsContract {
    Documents documents();

    @Test
    default void read_returnsThePrefixInOrderOfTheKeys() {
        Documents documents = documents();
        documents.write(Map.of("a/2", Optional.of("two"), "a/10", Optional.of("ten"), "b/1", Optional.of("other")));

        assertThat(documents.read("a/")).containsExactly(Map.entry("a/10", "ten"), Map.entry("a/2", "two"));
    }

    @Test
    default void write_replacesAndRemoves() {
        Documents documents = documents();
        documents.write(Map.of("a", Optional.of("old"), "b", Optional.of("gone")));

        documents.write(Map.of("a", Optional.of("new"), "b", Optional.empty()));

        assertThat(documents.read("")).containsExactly(Map.entry("a", "new"));
    }

    @Test
    default void read_isACopy() {
        Documents documents = documents();
        documents.write(Map.of("a", Optional.of("text")));

        documents.read("").clear();

        assertThat(documents.read("")).hasSize(1);
    }
}
