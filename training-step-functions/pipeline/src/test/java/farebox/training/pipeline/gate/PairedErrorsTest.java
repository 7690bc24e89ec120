package farebox.training.pipeline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PairedErrorsTest {
    private static final int TEST_SETS = 1_000;
    private static final int ROWS = 2_000;
    /** Of rows that only one of two models of nearly the same accuracy gets wrong. */
    private static final double ONLY_ONE_WRONG = 0.03;

    private final Random random = new Random(11);

    @Test
    void twoPointsBetter_isFoundInAtLeast95PercentOfTestSets() {
        assertThat(promoted(0.02)).isGreaterThanOrEqualTo(950);
    }

    @Test
    void onePointWorse_isPromotedInAtMost1PercentOfTestSets() {
        assertThat(promoted(-0.01)).isLessThanOrEqualTo(10);
    }

    @Test
    void equalModels_arePromotedInAboutTheSignificancesShareOfTestSets() {
        assertThat(promoted(0)).isBetween(10, 60);
    }

    @Test
    void aFifthLowerSquaredErrors_areFoundByTheBootstrap() {
        int promoted = 0;
        for (int set = 0; set < 40; set++) {
            promoted += squares(0.8).candidateIsBetter(random) ? 1 : 0;
        }

        assertThat(promoted).isGreaterThanOrEqualTo(38);
    }

    @Test
    void higherSquaredErrors_areNeverBetter() {
        for (int set = 0; set < 20; set++) {
            assertThat(squares(1.1).candidateIsBetter(random)).isFalse();
        }
    }

    @Test
    void theSameErrors_areNotBetter() {
        double[] errors = {0, 1, 0, 0};

        assertThat(new PairedErrors(errors, errors).candidateIsBetter(random)).isFalse();
    }

    @Test
    void errorsOfDifferentRows_areABug() {
        assertThatThrownBy(() -> new PairedErrors(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private int promoted(double gain) {
        int promoted = 0;
        for (int set = 0; set < TEST_SETS; set++) {
            promoted += classes(gain).candidateIsBetter(random) ? 1 : 0;
        }
        return promoted;
    }

    private PairedErrors classes(double gain) {
        double[] candidate = new double[ROWS];
        double[] champion = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double draw = random.nextDouble();
            double onlyChampion = ONLY_ONE_WRONG + gain / 2;
            double onlyCandidate = ONLY_ONE_WRONG - gain / 2;
            champion[row] = draw < onlyChampion ? 1 : 0;
            candidate[row] = draw >= onlyChampion && draw < onlyChampion + onlyCandidate ? 1 : 0;
        }
        return new PairedErrors(candidate, champion);
    }

    private PairedErrors squares(double scale) {
        double[] candidate = new double[ROWS];
        double[] champion = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            champion[row] = Math.pow(random.nextGaussian(), 2);
            candidate[row] = Math.pow(random.nextGaussian() * Math.sqrt(scale), 2);
        }
        return new PairedErrors(candidate, champion);
    }
}
