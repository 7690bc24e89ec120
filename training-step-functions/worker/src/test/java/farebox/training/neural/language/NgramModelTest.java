package farebox.training.neural.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class NgramModelTest {
    @Test
    void unseenCharacters_costAsMuchAsAnyByte() {
        assertThat(NgramModel.train("", 5).bitsPerCharacter("x")).isCloseTo(8, within(1e-9));
    }

    @Test
    void aText_isCheaperTheMoreIsSeenBefore() {
        String text = "the cat and the dog and the bird ".repeat(20);

        double one = NgramModel.train(text, 1).bitsPerCharacter(text);
        double five = NgramModel.train(text, 5).bitsPerCharacter(text);

        assertThat(one).isBetween(2.5, 4.5);
        assertThat(five).isLessThan(one / 3);
    }

    @Test
    void order1_isWittenAndBellsMixtureWithEvenCharacters() {
        double probability = (3 + 2 / 256.0) / (4 + 2);

        assertThat(NgramModel.train("aaab", 1).bitsPerCharacter("a"))
                .isCloseTo(-Math.log(probability) / Math.log(2), within(1e-9));
    }
}
