package farebox.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.MovableClock;
import farebox.kernel.NotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    private static final String VALUE = "a-value-that-is-long-enough";

    @TempDir
    Path folder;

    private GatewayApiKeys keys;

    @BeforeEach
    void open() {
        keys = reopen(1);
    }

    @Test
    void create_makesAValueOfItsOwnIfNoneIsGiven() {
        assertThat(keys.create("a", "", true).value()).matches("[0-9a-z]{40}");
        assertThat(keys.create("b", VALUE, true).value()).isEqualTo(VALUE);
        assertThat(keys.all()).extracting(GatewayApiKey::name).containsExactly("a", "b");
    }

    @Test
    void create_refusesAValueThatIsTakenOrTooShort() {
        keys.create("a", VALUE, true);

        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> keys.create("b", VALUE, true));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> keys.create("b", "short", true));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> keys.create("b", "x".repeat(129), true));
    }

    @Test
    void everything_survivesARestart() {
        GatewayApiKey kept = keys.attach(keys.create("kept", VALUE, true).id(), "plan");
        GatewayApiKey off = keys.create("off", "", false);
        keys.delete(keys.create("gone", "", true).id());

        assertThat(reopen(2).all()).containsExactly(kept, off);
    }

    @Test
    void attachAndDetach_areTold() {
        String id = keys.create("a", VALUE, true).id();

        assertThat(keys.attach(id, "p").plans()).containsExactly("p");
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> keys.attach(id, "p"));
        assertThat(keys.detach(id, "p").plans()).isEmpty();
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> keys.detach(id, "p"));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> keys.delete("unknown"));
    }

    @Test
    void open_aBrokenFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("keys.json"), "[{");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> reopen(3))
                .withMessageContaining("keys.json");
    }

    private GatewayApiKeys reopen(long seed) {
        return GatewayApiKeys.open(
                folder.resolve("keys.json"), new MovableClock(GatewayFixture.START), new Random(seed));
    }
}
