package farebox.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The errors that API Gateway itself returns once the authorizer has run. One template per kind of error serves every
 * path, and can only substitute variables, so the authorizer's context has the text before and after the message in the
 * format of the path: {@code {"error": $context.authorizer.throttledOpen"message"$context.authorizer.throttledClose}}.
 *
 * <p>Where both are empty that is Open Inference's form, which the clients of every protocol can read; it is what the
 * few errors have that occur before the authorizer.
 */
public enum GatewayErrorFormat {
    NO_PLAN(403, "invalid_request_error", "no_usage_plan", "no-usage-plan", "No usage plan"),
    TOO_LARGE(413, "invalid_request_error", "too_large", "too-large", "Too large"),
    THROTTLED(429, "rate_limit_error", "rate_limit_exceeded", "throttled", "Too many requests"),
    QUOTA(429, "insufficient_quota", "quota_exceeded", "quota-exceeded", "Quota exceeded"),
    FAILED(502, "server_error", "internal_error", "internal", "Internal error"),
    TIMED_OUT(504, "server_error", "timeout", "timeout", "Timed out");

    private final int status;
    private final String type;
    private final String code;
    private final String slug;
    private final String title;

    GatewayErrorFormat(int status, String type, String code, String slug, String title) {
        this.status = status;
        this.type = type;
        this.code = code;
        this.slug = slug;
        this.title = title;
    }

    /** The variables of the authorizer's context for a path that has this format. */
    public static Map<String, String> context(ErrorFormat format) {
        Map<String, String> context = new LinkedHashMap<>();
        for (GatewayErrorFormat error : values()) {
            switch (format) {
                case OPENAI -> {
                    context.put(error.variable("Open"), "{\"message\": ");
                    context.put(
                            error.variable("Close"),
                            ", \"type\": \"%s\", \"param\": null, \"code\": \"%s\"}".formatted(error.type, error.code));
                }
                // RFC 9457 allows members of one's own; this one is the code.
                case PROBLEM ->
                    context.put(
                            error.variable("Open"),
                            "\"%s\", \"type\": \"/problems/%s\", \"title\": \"%s\", \"status\": %d, \"detail\": "
                                    .formatted(error.code, error.slug, error.title, error.status));
                case OPEN_INFERENCE -> {}
            }
        }
        return context;
    }

    /** @param end Open or Close */
    public String variable(String end) {
        StringBuilder variable = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
            variable.append(variable.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return variable.append(end).toString();
    }
}
