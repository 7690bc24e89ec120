package farebox.access.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.access.AccessFixture;
import farebox.access.CredentialCases;
import farebox.access.memory.InMemoryAccessStore;
import farebox.http.Authenticator;
import farebox.http.HttpRequest;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.Unauthenticated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorsTest {
    private static final Caller CALLER =
            new Caller(AccessFixture.ACME, new KeyId("abcdefgh"), Scope.INVOKE, AccessFixture.FREE);

    private final AccessFixture accessFixture = new AccessFixture(new InMemoryAccessStore());

    @Test
    void authorizer_believesTheContextAndNoHeader() {
        Authenticator authenticator = Authenticators.from(Map.of("ACCESS_CHECK", "authorizer"), accessFixture.clock);
        String key = accessFixture.acmesKey().key().reveal();

        assertThat(authenticator.authenticate(request(Map.of(), Authenticator.context(CALLER))))
                .isEqualTo(CALLER);
        assertThatExceptionOfType(Unauthenticated.class)
                .isThrownBy(() -> authenticator.authenticate(request(Map.of("x-api-key", List.of(key)), Map.of())));
    }

    @Test
    void function_believesNoContext() {
        Authenticator authenticator = Authenticators.from(
                Map.of("ACCESS_CHECK", "function", "ACCESS_TABLE", "access", "PEPPER_PARAMETER", "/farebox/pepper"),
                accessFixture.clock);

        assertThatExceptionOfType(Unauthenticated.class)
                .isThrownBy(() -> authenticator.authenticate(request(Map.of(), Authenticator.context(CALLER))));
    }

    @ParameterizedTest
    @EnumSource(CredentialCases.class)
    void function_everyState_isAcceptedOrRejectedWithOneMessage(CredentialCases state) {
        Authenticator authenticator = Authenticators.checking(accessFixture.check());
        HttpRequest request = request(Map.of("authorization", List.of("Bearer " + state.in(accessFixture))), Map.of());

        if (state.isLive()) {
            assertThat(authenticator.authenticate(request).tenant()).isEqualTo(AccessFixture.ACME);
        } else {
            assertThatExceptionOfType(Unauthenticated.class)
                    .isThrownBy(() -> authenticator.authenticate(request))
                    .withMessage(Authenticator.INVALID_API_KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Function", "none"})
    void anotherCheck_isRefused(String check) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authenticators.from(Map.of("ACCESS_CHECK", check), accessFixture.clock))
                .withMessageContaining("ACCESS_CHECK");
    }

    @Test
    void function_withoutItsVariables_namesEveryOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authenticators.from(Map.of("ACCESS_CHECK", "function"), accessFixture.clock))
                .withMessage("set these environment variables: ACCESS_TABLE, PEPPER_PARAMETER");
    }

    private static HttpRequest request(Map<String, List<String>> headers, Map<String, String> authorizer) {
        return new HttpRequest(
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
