package farebox.access.aws;

import farebox.access.AuthenticateKey;
import farebox.access.AuthenticateKey.Result;
import farebox.http.Authenticator;
import farebox.kernel.Unauthenticated;
import java.time.InstantSource;
import java.util.Map;

/** The authenticator of any function, by the environment variable ACCESS_CHECK. */
public final class Authenticators {
    private static final String ACCESS_CHECK = "ACCESS_CHECK";

    private Authenticators() {}

    /**
     * {@code authorizer}: the gateway has authenticated the request before. {@code function}: the function itself
     * authenticates each request, for which ACCESS_TABLE and PEPPER_PARAMETER are needed.
     *
     * @throws IllegalArgumentException if a variable is missing or has another value
     */
    public static Authenticator from(Map<String, String> environment, InstantSource clock) {
        String check = environment.getOrDefault(ACCESS_CHECK, "");
        return switch (check) {
            case "authorizer" -> Authenticator.authorizer();
            case "function" -> authenticatingItself(environment, clock);
            default ->
                throw new IllegalArgumentException(
                        "the environment variable ACCESS_CHECK is 'authorizer' or 'function', not '" + check + "'");
        };
    }

    /** Apart, so that what only this needs of AWS can be told from what is always needed. */
    private static Authenticator authenticatingItself(Map<String, String> environment, InstantSource clock) {
        return checking(AccessFactory.authenticateKey(environment, clock));
    }

    static Authenticator checking(AuthenticateKey check) {
        return request -> switch (check.run(request.headers())) {
            case Result.Accepted accepted -> accepted.caller();
            case Result.Rejected rejected -> throw new Unauthenticated(Authenticator.INVALID_API_KEY);
        };
    }
}
