package farebox.access.lambda;

import java.util.List;
import java.util.Map;

/** Where the key check finds its data. */
record Settings(String accessTable, String pepperParameter) {
    private static final String ACCESS_TABLE = "ACCESS_TABLE";
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
}
