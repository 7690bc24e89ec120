package farebox.training.neural.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BytePairTokenizerTest {
    private static String text;
    private static BytePairTokenizer tokenizer;

    @BeforeAll
    static void train() throws IOException {
        text = Files.readString(Path.of("../examples/word-embeddings/moby-dick.txt"));
        tokenizer = BytePairTokenizer.train(text.substring(0, 100_000), 400);
    }

    @Test
    void frequentWords_becomeOneToken() {
        assertThat(tokenizer.encode(" the")).hasSize(1);
        assertThat(tokenizer.vocabulary()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Call me Ishmael.", "naïve — 鯨 🐳\t\n\n  x", "\u0000\u007f\u00ad\u00a0"})
    void everyText_comesBackFromItsTokens(String any) {
        assertThat(tokenizer.decode(tokenizer.encode(any))).isEqualTo(any);
    }

    @Test
    void tokenizerFile_givesTheSameTokensInTheServingLibrary() throws IOException {
        String held = text.substring(100_000, 130_000) + " naïve — 鯨 🐳  don't\n\n  x 1851";
        byte[] file = TokenizerFile.write(tokenizer).getBytes(StandardCharsets.UTF_8);

        try (HuggingFaceTokenizer served = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(file), Map.of("truncation", "false", "padding", "false"))) {
            long[] ids = served.encode(held).getIds();

            assertThat(ids)
                    .isEqualTo(
                            Arrays.stream(tokenizer.encode(held)).asLongStream().toArray());
            assertThat(served.decode(ids)).isEqualTo(held);
        }
    }

    @Test
    void training_isTheSameEachTime() {
        String part = text.substring(0, 20_000);

        assertThat(BytePairTokenizer.train(part, 300).merges())
                .isEqualTo(BytePairTokenizer.train(part, 300).merges());
    }

    @Test
    void training_endsWhenNoPairOccursTwice() {
        assertThat(BytePairTokenizer.train("ab ab", 400).merges()).hasSize(1);
    }

    @Test
    void training_refusesAVocabularyThatHasNoRoomForBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> BytePairTokenizer.train(text, 256));
    }
}
