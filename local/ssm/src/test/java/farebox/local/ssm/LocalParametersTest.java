package farebox.local.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.MovableClock;
import farebox.local.awsjson.ServiceFixture;
import farebox.local.store.LocalStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Through the real SDK. */
final class LocalParametersTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private LocalStore store;
    private ServiceFixture server;
    private SsmClient parameters;

    @BeforeEach
    void open() {
        store = LocalStore.open(folder);
        server = new ServiceFixture(
                List.of(LocalParameters.in(store, new MovableClock(START)).service()));
        parameters = server.client(SsmClient.builder());
    }

    @AfterEach
    void close() {
        parameters.close();
        server.close();
        store.close();
    }

    @Test
    void get_answersWhatWasPut_alsoAfterARestart() {
        put("secret", false);
        close();
        open();

        Parameter found = get(true);

        assertThat(found.value()).isEqualTo("secret");
        assertThat(found.type()).isEqualTo(ParameterType.SECURE_STRING);
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.arn()).endsWith(":parameter/farebox/pepper");
        assertThat(found.lastModifiedDate()).isEqualTo(START);
    }

    @Test
    void get_withoutDecryption_doesNotShowASecret() {
        put("secret", false);

        assertThat(get(false).value()).doesNotContain("secret");
    }

    @Test
    void put_again_needsOverwrite() {
        put("first", false);

        assertThatExceptionOfType(ParameterAlreadyExistsException.class).isThrownBy(() -> put("second", false));
        assertThat(get(true).value()).isEqualTo("first");

        put("second", true);
        assertThat(get(true).value()).isEqualTo("second");
        assertThat(get(true).version()).isEqualTo(2);
    }

    @Test
    void delete_leavesNothing() {
        put("secret", false);

        parameters.deleteParameter(delete -> delete.name("/farebox/pepper"));

        assertThatExceptionOfType(ParameterNotFoundException.class).isThrownBy(() -> get(true));
        assertThatExceptionOfType(ParameterNotFoundException.class)
                .isThrownBy(() -> parameters.deleteParameter(delete -> delete.name("/farebox/pepper")));
    }

    private void put(String value, boolean overwrite) {
        parameters.putParameter(put -> put.name("/farebox/pepper")
                .value(value)
                .type(ParameterType.SECURE_STRING)
                .overwrite(overwrite));
    }

    private Parameter get(boolean decrypted) {
        return parameters
                .getParameter(get -> get.name("/farebox/pepper").withDecryption(decrypted))
                .parameter();
    }
}
