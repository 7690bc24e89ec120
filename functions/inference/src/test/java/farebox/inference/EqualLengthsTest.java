package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.models.TokenIds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EqualLengthsTest {
    private static final List<TokenIds> TEXTS = Stream.of(3, 5, 3, 3, 5, 4)
            .map(length -> new TokenIds(new long[length]))
            .toList();

    @Test
    void of_putsTextsOfOneLengthTogetherUpToTheSize() {
        List<EqualLengths> batches = EqualLengths.of(TEXTS, length -> length == 3 ? 2 : 8);

        assertThat(batches)
                .extracting(EqualLengths::positions)
                .containsExactly(List.of(0, 2), List.of(3), List.of(1, 4), List.of(5));
        assertThat(batches)
                .allSatisfy(batch -> assertThat(batch.texts())
                        .containsExactlyElementsOf(
                                batch.positions().stream().map(TEXTS::get).toList()));
        assertThat(batches).extracting(EqualLengths::tokens).containsExactly(6L, 3L, 10L, 4L);
    }

    @Test
    void inOrder_givesEachTextItsResult() {
        List<EqualLengths> batches = EqualLengths.of(TEXTS, _ -> 2);
        List<List<String>> results = batches.stream()
                .map(batch -> batch.positions().stream().map(String::valueOf).toList())
                .toList();

        assertThat(EqualLengths.inOrder(batches, results)).containsExactly("0", "1", "2", "3", "4", "5");
    }
}
