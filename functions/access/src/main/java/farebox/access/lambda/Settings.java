package farebox.access.lambda;

import farebox.http.ErrorFormats;
import farebox.http.RateLimit;
import java.util.List;
import java.util.Map;

/** The parameters and tables of the key check. */
record Settings(String accessTable, String pepperParameter) {
    private static final String ACCESS_TABLE = "ACCESS_TABLE";
    private static final String ERROR_FORMATS = "ERROR_FORMATS";
    private static final String PLAN_LIMITS = "PLAN_LIMITS";
    private static final String PEPPER_PARAMETER = "PEPPER_PARAMETER";

    /** @throws IllegalArgumentException naming every variable that is missing */
    static Settings from(Map<String, String> environment) {
        List<String> missing = List.of(ACCESS_TABLE, PEPPER_PARAMETER).stream()
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("set these environment variables: " + String.join(", ", missing));
        }
        return new Settings(environment.getOrDefault(ACCESS_TABLE, ""), environment.getOrDefault(PEPPER_PARAMETER, ""));
    }

    /**
     * The formats of errors by path, for the authorizer, which stands before every protocol and belongs to none.
     *
     * @throws IllegalArgumentException if ERROR_FORMATS is missing or has another form
     */
    static ErrorFormats errorFormats(Map<String, String> environment) {
        return ErrorFormats.parse(environment.getOrDefault(ERROR_FORMATS, ""));
    }

    /**
     * The limits of the plans, which callers read in headers.
     *
     * @throws IllegalArgumentException if PLAN_LIMITS is missing or has another form
     */
    static Map<String, RateLimit> planLimits(Map<String, String> environment) {
        return RateLimit.parse(environment.getOrDefault(PLAN_LIMITS, ""));
    }
}
