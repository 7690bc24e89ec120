package farebox.endtoend;

import java.net.URI;

/**
 * A stack that answers calls.
 *
 * @param url the base under which {@code /v1} and {@code /v2} stand
 * @param key a caller's
 * @param adminKey the operator's
 */
record Target(URI url, String key, String adminKey) {

    Target with(String otherKey) {
        return new Target(url, otherKey, adminKey);
    }

    URI at(String path) {
        return URI.create(url + path);
    }
}
