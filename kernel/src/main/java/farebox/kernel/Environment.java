package farebox.kernel;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The environment variables that a function needs, all of them set.
 *
 * @param values by name; never blank
 */
public record Environment(Map<String, String> values) {
    public Environment {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException if some of them are missing or blank; names every one of those */
    public static Environment requiring(Map<String, String> variables, String... names) {
        String missing = Arrays.stream(names)
                .filter(name -> variables.getOrDefault(name, "").isBlank())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("set these environment variables: " + missing);
        }
        return new Environment(
                Arrays.stream(names).collect(Collectors.toMap(name -> name, name -> variables.getOrDefault(name, ""))));
    }

    /** @throws IllegalArgumentException if the variable was not required: a bug */
    public String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the environment variable " + name + " was not required");
        }
        return value;
    }
}
