package farebox.training.neural.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import farebox.training.neural.language.TokenChoice.Greedy;
import farebox.training.neural.language.TokenChoice.Sampled;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TokenChoiceTest {
    /** Probabilities 0.1, 0.6, 0.3. */
    private static final float[] LOGITS = {(float) Math.log(0.1), (float) Math.log(0.6), (float) Math.log(0.3)};

    @Test
    void greedy_takesTheMostProbable() {
        assertThat(new Greedy().choose(LOGITS, new Random(1))).isEqualTo(1);
    }

    @Test
    void sampling_followsTheProbabilities() {
        assertThat(shares(new Sampled(1, 0, 1))).containsExactly(new double[] {0.1, 0.6, 0.3}, within(0.02));
    }

    @Test
    void temperature_sharpens() {
        assertThat(shares(new Sampled(0.5, 0, 1)))
                .containsExactly(new double[] {0.01 / 0.46, 0.36 / 0.46, 0.09 / 0.46}, within(0.02));
    }

    @Test
    void topK_keepsTheMostProbable() {
        assertThat(shares(new Sampled(1, 2, 1))).containsExactly(new double[] {0, 2.0 / 3, 1.0 / 3}, within(0.02));
    }

    @Test
    void topP_keepsAsManyAsHaveTheProbabilityTogether() {
        assertThat(shares(new Sampled(1, 0, 0.5))).containsExactly(new double[] {0, 1, 0}, within(1e-9));
        assertThat(shares(new Sampled(1, 0, 0.7))).containsExactly(new double[] {0, 2.0 / 3, 1.0 / 3}, within(0.02));
    }

    @Test
    void sampled_refusesSettingsWithoutMeaning() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sampled(0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sampled(1, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sampled(1, 0, 0));
    }

    private static double[] shares(TokenChoice choice) {
        Random random = new Random(1);
        double[] shares = new double[3];
        IntStream.range(0, 10_000).forEach(_ -> shares[choice.choose(LOGITS, random)] += 1e-4);
        return shares;
    }
}
