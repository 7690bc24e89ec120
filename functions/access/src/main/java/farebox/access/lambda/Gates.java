package farebox.access.lambda;

import farebox.access.CheckKey;
import farebox.access.CheckKey.Checked;
import farebox.edge.Gate;
import farebox.kernel.Unauthenticated;
import java.time.InstantSource;
import java.util.Map;

/** The gate of any function, by the environment variable ACCESS_CHECK. */
public final class Gates {
    private static final String ACCESS_CHECK = "ACCESS_CHECK";

    private Gates() {}

    /**
     * {@code authorizer}: the gateway has asked before. {@code function}: nobody has, so each call's key is checked
     * here, for which ACCESS_TABLE and PEPPER_PARAMETER are needed.
     *
     * @throws IllegalArgumentException if a variable is missing or has another value
     */
    public static Gate from(Map<String, String> environment, InstantSource clock) {
        String check = environment.getOrDefault(ACCESS_CHECK, "");
        return switch (check) {
            case "authorizer" -> Gate.authorizer();
            case "function" -> askingNobodyElse(environment, clock);
            default ->
                throw new IllegalArgumentException(
                        "the environment variable ACCESS_CHECK is 'authorizer' or 'function', not '" + check + "'");
        };
    }

    /** Apart, so that what only this needs of AWS can be told from what is always needed. */
    private static Gate askingNobodyElse(Map<String, String> environment, InstantSource clock) {
        return checking(Wiring.check(Settings.from(environment), clock));
    }

    static Gate checking(CheckKey check) {
        return call -> switch (check.run(call.headers())) {
            case Checked.Admitted admitted -> admitted.caller();
            case Checked.Refused refused -> throw new Unauthenticated(Gate.NO_KEY);
        };
    }
}
