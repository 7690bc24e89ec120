package farebox.metering.aws;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The environment variables that a function needs, all present. */
record Settings(Map<String, String> values) {
    static final String EVENTS_TABLE = "EVENTS_TABLE";
    static final String CLAIMS_TABLE = "CLAIMS_TABLE";
    static final String ANSWERS_BUCKET = "ANSWERS_BUCKET";
    static final String SUMS_TABLE = "SUMS_TABLE";

    Settings {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException if some are missing; names every one of them */
    static Settings from(Map<String, String> environment, String... names) {
        String missing = Arrays.stream(names)
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("set these environment variables: " + missing);
        }
        return new Settings(Arrays.stream(names)
                .collect(Collectors.toMap(name -> name, name -> environment.getOrDefault(name, ""))));
    }

    String value(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is not among the variables that were read"));
    }
}
