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
    NO_PLAN(
            403,
            "invalid_request_error",
            "no_usage_plan",
            "no-usage-plan",
            "No usage plan",
            "Validation",
            "AccessDeniedException"),
    TOO_LARGE(413, "invalid_request_error", "too_large", "too-large", "Too large", "Validation", "ValidationError"),
    THROTTLED(
            429,
            "rate_limit_error",
            "rate_limit_exceeded",
            "throttled",
            "Too many requests",
            "Overloaded",
            "ThrottlingException"),
    QUOTA(
            429,
            "insufficient_quota",
            "quota_exceeded",
            "quota-exceeded",
            "Quota exceeded",
            "Overloaded",
            "ThrottlingException"),
    FAILED(502, "server_error", "internal_error", "internal", "Internal error", "Backend", "InternalFailure"),
    TIMED_OUT(504, "server_error", "timeout", "timeout", "Timed out", "Backend", "ServiceUnavailable");

    private final int status;
    private final String type;
    private final String code;
    private final String slug;
    private final String title;
    private final String huggingFaceType;
    private final String awsType;

    GatewayErrorFormat(
            int status, String type, String code, String slug, String title, String huggingFaceType, String awsType) {
        this.status = status;
        this.type = type;
        this.code = code;
        this.slug = slug;
        this.title = title;
        this.huggingFaceType = huggingFaceType;
        this.awsType = awsType;
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
                case HUGGING_FACE ->
                    context.put(error.variable("Close"), ", \"error_type\": \"%s\"".formatted(error.huggingFaceType));
                // The AWS SDKs read the exception's name here where the header for it is missing.
                case SAGEMAKER ->
                    context.put(
                            error.variable("Open"),
                            "\"%s\", \"__type\": \"%s\", \"message\": ".formatted(error.code, error.awsType));
                case COHERE -> context.put(error.variable("Open"), "\"%s\", \"message\": ".formatted(error.code));
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
