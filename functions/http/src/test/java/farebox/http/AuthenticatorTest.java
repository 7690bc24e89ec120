package farebox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.kernel.Unauthenticated;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticatorTest {
    private static final Caller CALLER =
            new Caller(new TenantId("acme"), new KeyId("abcd1234"), Scope.ADMIN, new PlanName("free"));

    @Test
    void authorizer_readsBackWhatContextWrote() {
        assertThat(Authenticator.authorizer().authenticate(request(Authenticator.context(CALLER))))
                .isEqualTo(CALLER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "key", "scope", "plan"})
    void authorizer_refusesAContextThatLacksAnything(String missing) {
        Map<String, String> context = new HashMap<>(Authenticator.context(CALLER));
        context.remove(missing);

        assertThatExceptionOfType(Unauthenticated.class)
                .isThrownBy(() -> Authenticator.authorizer().authenticate(request(context)));
    }

    private static HttpRequest request(Map<String, String> authorizer) {
        return new HttpRequest(
                "GET",
                "/",
                Map.of(),
                Map.of(),
                Map.of("x-tenant", List.of("other")),
                new byte[0],
                new RequestId("r"),
                authorizer,
                new Deadline(Instant.EPOCH));
    }
}
