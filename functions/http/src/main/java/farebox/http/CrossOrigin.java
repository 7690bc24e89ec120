package farebox.http;

import java.util.List;
import java.util.Map;

/**
 * Cross-origin resource sharing (Fetch standard), off unless an origin is set. Keys travel in headers, never in
 * cookies, so credentials are not allowed.
 *
 * @param origin the one that may call, {@code *} for any, or empty for none
 */
public record CrossOrigin(String origin) {
    public static final CrossOrigin OFF = new CrossOrigin("");

    private static final String ORIGIN = "CORS_ORIGIN";
    private static final String MAX_AGE_SECONDS = "600";

    /** By the environment variable CORS_ORIGIN; without it, none may call. */
    public static CrossOrigin from(Map<String, String> environment) {
        return new CrossOrigin(environment.getOrDefault(ORIGIN, "").strip());
    }

    boolean isOn() {
        return !origin.isEmpty();
    }

    HttpResponse preflight(List<String> allowedMethods) {
        return new HttpResponse(
                204,
                Map.of(
                        "access-control-allow-methods",
                        String.join(", ", allowedMethods),
                        // A browser sends no key by the wildcard: authorization must be named.
                        "access-control-allow-headers",
                        "*, authorization",
                        "access-control-max-age",
                        MAX_AGE_SECONDS),
                new byte[0]);
    }

    HttpResponse allow(HttpResponse response) {
        return isOn()
                ? response.with("access-control-allow-origin", origin).with("access-control-expose-headers", "*")
                : response;
    }
}
