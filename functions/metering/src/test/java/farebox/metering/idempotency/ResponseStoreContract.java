package farebox.metering.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.Sha256;
import farebox.metering.Samples;
import farebox.metering.idempotency.ResponseStore.ResponseKey;
import org.junit.jupiter.api.Test;

/** The contract of {@link ResponseStore}. */
public abstract class ResponseStoreContract {
    private static final ResponseKey KEY = new ResponseKey("answers/acme/k-Zm9v_-/00ff");

    /** Empty, and new for each test. */
    protected abstract ResponseStore store();

    @Test
    void put_keepsEveryByte() {
        ResponseStore store = store();
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }

        put(store, KEY, content);

        assertThat(store.find(KEY, Samples.DEADLINE))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(content));
    }

    @Test
    void put_keepsKeysApart() {
        ResponseStore store = store();
        put(store, KEY, new byte[] {1});
        put(store, new ResponseKey("answers/acme/k-Zm9v_-/00fe"), new byte[] {2});

        assertThat(store.find(KEY, Samples.DEADLINE))
                .hasValueSatisfying(found -> assertThat(found).containsExactly(1));
    }

    @Test
    void find_isEmptyWhereNothingWasPut() {
        assertThat(store().find(KEY, Samples.DEADLINE)).isEmpty();
    }

    private static void put(ResponseStore store, ResponseKey key, byte[] content) {
        store.put(key, content, Sha256.of(content), Samples.DEADLINE);
    }
}
