package farebox.permissions;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a function may do beside what it does.
 *
 * @param called what its code needs, with the methods that do
 * @param platform what others need in its name, and why
 */
record Comparison(
        String function,
        Set<Permission> granted,
        Map<Permission, Set<String>> called,
        Map<Permission, String> platform) {

    static Comparison of(DeployedFunction function, Reach reach) {
        Map<Permission, Set<String>> called =
                Calls.needed(reach, function.environment().keySet());
        return new Comparison(function.id(), function.granted(), called, Platform.needed(function, called.keySet()));
    }

    /** In words, what is granted for nothing and what is missing. */
    Set<String> differences() {
        Set<String> differences = new TreeSet<>();
        granted.stream()
                .filter(permission -> !called.containsKey(permission) && !platform.containsKey(permission))
                .forEach(permission -> differences.add(function + " may " + permission + " and never does"));
        Stream.concat(called.entrySet().stream(), platform.entrySet().stream())
                .filter(need -> !granted.contains(need.getKey()))
                .forEach(need -> differences.add(
                        function + " may not " + need.getKey() + ", which is needed: " + need.getValue()));
        return differences;
    }
}
