package farebox.access.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.access.KeyStates;
import farebox.access.Office;
import farebox.access.memory.InMemoryAccessStore;
import farebox.edge.Gate;
import farebox.edge.HttpCall;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.Unauthenticated;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatesTest {
    private static final Caller CALLER = new Caller(Office.ACME, new KeyId("abcdefgh"), Scope.CALLER, Office.FREE);

    private final Office office = new Office(new InMemoryAccessStore());

    @Test
    void authorizer_believesTheContextAndNoHeader() {
        Gate gate = Gates.from(Map.of("ACCESS_CHECK", "authorizer"), office.clock);
        String key = office.acmesKey().key().reveal();

        assertThat(gate.admit(call(Map.of(), Gate.context(CALLER)))).isEqualTo(CALLER);
        assertThatExceptionOfType(Unauthenticated.class)
                .isThrownBy(() -> gate.admit(call(Map.of("x-api-key", key), Map.of())));
    }

    @Test
    void function_believesNoContext() {
        Gate gate = Gates.from(
                Map.of("ACCESS_CHECK", "function", "ACCESS_TABLE", "access", "PEPPER_PARAMETER", "/farebox/pepper"),
                office.clock);

        assertThatExceptionOfType(Unauthenticated.class)
                .isThrownBy(() -> gate.admit(call(Map.of(), Gate.context(CALLER))));
    }

    @ParameterizedTest
    @EnumSource(KeyStates.class)
    void function_everyState_isAdmittedOrHearsTheOneSentence(KeyStates state) {
        Gate gate = Gates.checking(office.check());
        HttpCall call = call(Map.of("authorization", "Bearer " + state.in(office)), Map.of());

        if (state.isLive()) {
            assertThat(gate.admit(call).tenant()).isEqualTo(Office.ACME);
        } else {
            assertThatExceptionOfType(Unauthenticated.class)
                    .isThrownBy(() -> gate.admit(call))
                    .withMessage(Gate.NO_KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Function", "none"})
    void anotherCheck_isRefused(String check) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gates.from(Map.of("ACCESS_CHECK", check), office.clock))
                .withMessageContaining("ACCESS_CHECK");
    }

    @Test
    void function_withoutItsVariables_namesEveryOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gates.from(Map.of("ACCESS_CHECK", "function"), office.clock))
                .withMessage("set these environment variables: ACCESS_TABLE, PEPPER_PARAMETER");
    }

    private static HttpCall call(Map<String, String> headers, Map<String, String> authorizer) {
        return new HttpCall(
                "GET",
                "/v1/models",
                Map.of(),
                Map.of(),
                headers,
                new byte[0],
                new RequestId("r1"),
                authorizer,
                new Deadline(Instant.MAX));
    }
}
