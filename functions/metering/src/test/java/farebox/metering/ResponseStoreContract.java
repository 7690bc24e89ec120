package farebox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.Sha256;
import org.junit.jupiter.api.Test;

/** What every {@link ResponseStore} keeps. */
public abstract class ResponseStoreContract {
    private static final ResponseKey PLACE = new ResponseKey("answers/acme/k-Zm9v_-/00ff");

    /** Empty, and new for each test. */
    protected abstract ResponseStore answers();

    @Test
    void put_keepsEveryByte() {
        ResponseStore responseStore = answers();
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }

        put(responseStore, PLACE, content);

        assertThat(responseStore.find(PLACE, Samples.DEADLINE))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(content));
    }

    @Test
    void put_keepsPlacesApart() {
        ResponseStore responseStore = answers();
        put(responseStore, PLACE, new byte[] {1});
        put(responseStore, new ResponseKey("answers/acme/k-Zm9v_-/00fe"), new byte[] {2});

        assertThat(responseStore.find(PLACE, Samples.DEADLINE))
                .hasValueSatisfying(found -> assertThat(found).containsExactly(1));
    }

    @Test
    void find_isEmptyWhereNothingIs() {
        assertThat(answers().find(PLACE, Samples.DEADLINE)).isEmpty();
    }

    private static void put(ResponseStore responseStore, ResponseKey key, byte[] content) {
        responseStore.put(key, content, Sha256.of(content), Samples.DEADLINE);
    }
}
