package farebox.access.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.access.Pepper;
import farebox.access.Peppers;
import farebox.access.PeppersContract;
import farebox.access.RememberedPeppers;
import farebox.kernel.Corrupt;
import farebox.kernel.Unavailable;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsmPeppersTest {
    private static final String NAME = "/farebox/pepper";

    private final FakeSsm ssm = new FakeSsm(NAME);
    private final SsmPeppers peppers = new SsmPeppers(ssm, NAME);

    @Nested
    class Contract extends PeppersContract {
        @Override
        public Peppers noPeppers() {
            return new SsmPeppers(new FakeSsm(NAME), NAME);
        }
    }

    @Nested
    class RememberedContract extends PeppersContract {
        @Override
        public Peppers noPeppers() {
            return new RememberedPeppers(new SsmPeppers(new FakeSsm(NAME), NAME));
        }
    }

    @Test
    void remembered_onceFound_isNotAskedForAgain() {
        RememberedPeppers remembered = new RememberedPeppers(peppers);

        assertThat(remembered.find()).isEmpty();

        Pepper kept = peppers.findOrKeep(Pepper.random(new Random(13)));

        assertThat(remembered.find().orElseThrow().bytes()).isEqualTo(kept.bytes());

        ssm.fallSilent();

        assertThat(remembered.find().orElseThrow().bytes()).isEqualTo(kept.bytes());
    }

    @Test
    void find_ssmSilent_isUnavailable() {
        ssm.fallSilent();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(peppers::find);
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> peppers.findOrKeep(Pepper.random(new Random(14))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64, but secret"})
    void find_notAPepper_isCorruptAndDoesNotQuoteIt(String value) {
        ssm.holds(value);

        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(peppers::find)
                .withMessage("the pepper is not 32 bytes in base64")
                .withNoCause();
    }
}
