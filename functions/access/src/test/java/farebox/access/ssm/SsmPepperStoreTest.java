package farebox.access.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.access.CachedPepperStore;
import farebox.access.Pepper;
import farebox.access.PepperStore;
import farebox.access.PepperStoreContract;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Unavailable;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsmPepperStoreTest {
    private static final String NAME = "/farebox/pepper";

    private final FakeSsm ssm = new FakeSsm(NAME);
    private final SsmPepperStore store = new SsmPepperStore(ssm, NAME);

    @Nested
    class Contract extends PepperStoreContract {
        @Override
        public PepperStore noPeppers() {
            return new SsmPepperStore(new FakeSsm(NAME), NAME);
        }
    }

    @Nested
    class RememberedContract extends PepperStoreContract {
        @Override
        public PepperStore noPeppers() {
            return new CachedPepperStore(new SsmPepperStore(new FakeSsm(NAME), NAME));
        }
    }

    @Test
    void remembered_onceFound_isNotAskedForAgain() {
        CachedPepperStore remembered = new CachedPepperStore(store);

        assertThat(remembered.find()).isEmpty();

        Pepper kept = store.findOrKeep(Pepper.random(new Random(13)));

        assertThat(remembered.find().orElseThrow().bytes()).isEqualTo(kept.bytes());

        ssm.fallSilent();

        assertThat(remembered.find().orElseThrow().bytes()).isEqualTo(kept.bytes());
    }

    @Test
    void find_ssmSilent_isUnavailable() {
        ssm.fallSilent();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(store::find);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> store.findOrKeep(Pepper.random(new Random(14))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64, but secret"})
    void find_notAPepper_isCorruptAndDoesNotQuoteIt(String value) {
        ssm.holds(value);

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(store::find)
                .withMessage("the pepper is not 32 bytes in base64")
                .withNoCause();
    }
}
