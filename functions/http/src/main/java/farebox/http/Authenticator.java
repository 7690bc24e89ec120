package farebox.http;

import farebox.kernel.Caller;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.kernel.Unauthenticated;
import java.util.Map;
import java.util.Set;

/** Finds the caller of a request: by the context of the gateway's authorizer, or by checking the key itself. */
@FunctionalInterface
public interface Authenticator {
    /** @throws Unauthenticated if no live key came with the request */
    Caller authenticate(HttpRequest request);

    /** Trusts the context that the Lambda authorizer returned, and only that. */
    static Authenticator authorizer() {
        return request -> read(request.authorizer());
    }

    /** The authorizer's context for a caller; {@link #authorizer()} reads it back. */
    static Map<String, String> context(Caller caller) {
        return Map.of(
                "tenant", caller.tenant().value(),
                "key", caller.key().value(),
                "scope", caller.scope().name(),
                "plan", caller.plan().value());
    }

    private static Caller read(Map<String, String> context) {
        if (!context.keySet().containsAll(Set.of("tenant", "key", "scope", "plan"))) {
            throw new Unauthenticated(INVALID_API_KEY);
        }
        return new Caller(
                new TenantId(context.getOrDefault("tenant", "")),
                new KeyId(context.getOrDefault("key", "")),
                Scope.valueOf(context.getOrDefault("scope", "")),
                new PlanName(context.getOrDefault("plan", "")));
    }

    /** The one message for every rejected key, whatever is wrong with it. */
    String INVALID_API_KEY =
            "no live API key came with the request; send 'Authorization: Bearer <key>' or 'x-api-key: <key>'";
}
