package farebox.endtoend;

import java.net.URI;
import java.util.Optional;

/**
 * A stack that answers calls.
 *
 * @param url the base under which {@code /v1} and {@code /v2} stand
 * @param key a caller's
 * @param adminKey the operator's
 */
record Target(URI url, String key, String adminKey) {

    /** The deployed stack that the system properties {@code farebox.url}, {@code .key} and {@code .adminKey} name. */
    static Optional<Target> named() {
        return property("url").map(url -> new Target(URI.create(url), required("key"), required("adminKey")));
    }

    Target with(String otherKey) {
        return new Target(url, otherKey, adminKey);
    }

    URI at(String path) {
        return URI.create(url + path);
    }

    private static String required(String name) {
        return property(name)
                .orElseThrow(() -> new IllegalStateException("farebox.url is set, farebox." + name + " is not"));
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty("farebox." + name)).filter(value -> !value.isBlank());
    }
}
