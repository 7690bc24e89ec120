package farebox.http;

import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Failure;
import farebox.kernel.Forbidden;
import farebox.kernel.IdempotencyMismatch;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.NotReady;
import farebox.kernel.PayloadTooLarge;
import farebox.kernel.PaymentRequired;
import farebox.kernel.QuotaExceeded;
import farebox.kernel.RequestId;
import farebox.kernel.Unauthenticated;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A failure in HTTP: the one mapping of the closed set, in the terms of RFC 9457 and, beside them, of OpenAI.
 *
 * @param slug the last part of the problem type
 * @param errorType OpenAI's {@code error.type}
 * @param code OpenAI's {@code error.code}
 * @param retryAfter present if a retry is worth making
 */
record ProblemDetail(
        int status,
        String slug,
        String title,
        String detail,
        String errorType,
        String code,
        Optional<String> param,
        Optional<Duration> retryAfter) {

    private static final int UNAUTHENTICATED = 401;
    private static final String CLIENT_ERROR = "invalid_request_error";
    private static final String SERVER_ERROR = "server_error";
    private static final String INSUFFICIENT_QUOTA = "insufficient_quota";

    static ProblemDetail of(Failure failure) {
        return switch (failure) {
            case InvalidRequest f ->
                new ProblemDetail(
                        400,
                        "invalid-request",
                        "Invalid request",
                        f.detail(),
                        CLIENT_ERROR,
                        f.code(),
                        f.param(),
                        Optional.empty());
            case Unauthenticated f -> permanent(401, "unauthenticated", "No live key", f, "invalid_api_key");
            case PaymentRequired f ->
                permanent(402, "credit-exhausted", "Prepaid credit exhausted", f, "insufficient_credit");
            case Forbidden f -> permanent(403, "forbidden", "Out of the key's scope", f, "insufficient_scope");
            case NotFound f -> permanent(404, "not-found", "Not found", f, f.code());
            case Conflict f -> retryable(409, "conflict", "Conflict", f, CLIENT_ERROR, "conflict", f.retryAfter());
            case PayloadTooLarge f -> permanent(413, "too-large", "Too large", f, "too_large");
            case IdempotencyMismatch f ->
                permanent(422, "unprocessable", "Contradicts an earlier request", f, "idempotency_key_reused");
            case QuotaExceeded f ->
                retryable(
                        429,
                        "quota-exceeded",
                        "Quota exceeded",
                        f,
                        INSUFFICIENT_QUOTA,
                        INSUFFICIENT_QUOTA,
                        f.retryAfter());
            case NotReady f ->
                retryable(429, "busy", "Being made ready", f, "rate_limit_error", "busy", f.retryAfter());
            case Unavailable f ->
                retryable(503, "unavailable", "Try again later", f, SERVER_ERROR, "unavailable", f.retryAfter());
            case DataCorrupted f ->
                new ProblemDetail(
                        500,
                        "corrupt",
                        "Stored data is damaged",
                        f.detail(),
                        SERVER_ERROR,
                        "corrupt",
                        Optional.empty(),
                        Optional.empty());
        };
    }

    /** A bug: the caller learns the request's id and nothing else. */
    static ProblemDetail internalError(RequestId id) {
        return new ProblemDetail(
                500,
                "internal",
                "Internal error",
                "something went wrong here; the request's id is " + id,
                SERVER_ERROR,
                "internal_error",
                Optional.empty(),
                Optional.empty());
    }

    /** The path exists, but has other methods; no failure of a use case, so only the router makes it. */
    static ProblemDetail methodNotAllowed(String method, String path, String allowed) {
        return new ProblemDetail(
                405,
                "method-not-allowed",
                "Method not allowed",
                path + " does not have the method " + method + "; it has " + allowed,
                CLIENT_ERROR,
                "method_not_allowed",
                Optional.empty(),
                Optional.empty());
    }

    HttpResponse format(ErrorFormat errorFormat, Json json) {
        HttpResponse plain = switch (errorFormat) {
            case OPENAI -> HttpResponse.json(status, json.write(Map.of("error", openAiError())));
            case OPEN_INFERENCE -> HttpResponse.json(status, json.write(Map.of("error", detail)));
            case HUGGING_FACE ->
                HttpResponse.json(status, json.write(fields("error", detail, "error_type", huggingFaceType())));
            case SAGEMAKER ->
                HttpResponse.json(status, json.write(fields("__type", awsType(), "message", detail)))
                        .with("x-amzn-errortype", awsType());
            case COHERE -> HttpResponse.json(status, json.write(Map.of("message", detail)));
            case PROBLEM -> HttpResponse.of(status, "application/problem+json", json.write(rfc9457()));
        };
        HttpResponse challenged = status == UNAUTHENTICATED ? plain.with("www-authenticate", "Bearer") : plain;
        return retryAfter
                .map(wait -> challenged
                        .with("retry-after", Long.toString(wholeSeconds(wait)))
                        .with("retry-after-ms", Long.toString(wait.toMillis())))
                .orElse(challenged);
    }

    /** As text-embeddings-inference names the kinds of its errors. */
    private String huggingFaceType() {
        return switch (status) {
            case 429 -> "Overloaded";
            case 503 -> "Unhealthy";
            case 500 -> "Backend";
            default -> "Validation";
        };
    }

    /** As the exceptions of SageMaker's runtime API and those common to AWS's are called. */
    private String awsType() {
        return switch (status) {
            case UNAUTHENTICATED -> "UnrecognizedClientException";
            case 402, 403 -> "AccessDeniedException";
            case 429 -> slug.equals("busy") ? "ModelNotReadyException" : "ThrottlingException";
            case 500 -> "InternalFailure";
            case 503 -> "ServiceUnavailable";
            default -> "ValidationError";
        };
    }

    private static Map<String, Object> fields(String first, Object one, String second, Object other) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(first, one);
        fields.put(second, other);
        return fields;
    }

    private Map<String, Object> openAiError() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", detail);
        error.put("type", errorType);
        error.put("param", param.orElse(null));
        error.put("code", code);
        return error;
    }

    private Map<String, Object> rfc9457() {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "/problems/" + slug);
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        param.ifPresent(name -> problem.put("param", name));
        return problem;
    }

    /** Rounded up: a client that waits this long must not come too early. */
    private static long wholeSeconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }

    private static ProblemDetail permanent(int status, String slug, String title, Failure f, String code) {
        return new ProblemDetail(
                status, slug, title, f.detail(), CLIENT_ERROR, code, Optional.empty(), Optional.empty());
    }

    private static ProblemDetail retryable(
            int status, String slug, String title, Failure f, String errorType, String code, Duration retryAfter) {
        return new ProblemDetail(
                status, slug, title, f.detail(), errorType, code, Optional.empty(), Optional.of(retryAfter));
    }
}
