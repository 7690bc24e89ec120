package farebox.models.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.DataCorrupted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedKeysTest {
    @Test
    void keys_areThoseThatWereStored() {
        EncodedKeys keys = EncodedKeys.generate();

        EncodedKeys read = EncodedKeys.read(keys.secret());

        assertThat(read.publicKey()).isEqualTo(keys.publicKey());
        assertThat(read.privateKey()).isEqualTo(keys.privateKey());
        assertThat(EncodedKeys.verification(keys.open())).isEqualTo(keys.publicKey());
    }

    @Test
    void toString_hidesTheSecret() {
        EncodedKeys keys = EncodedKeys.generate();

        assertThat(keys.toString()).doesNotContain(keys.secret().split(" ", 2)[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "secret secret", "c2VjcmV0 c2VjcmV0", "a b c"})
    void read_saysThatItIsNoPairOfKeysAndDoesNotQuoteIt(String text) {
        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> EncodedKeys.read(text))
                .withMessageNotContaining("c2VjcmV0")
                .withNoCause();
    }
}
