package farebox.edge;

import farebox.kernel.Busy;
import farebox.kernel.Conflict;
import farebox.kernel.Corrupt;
import farebox.kernel.Failure;
import farebox.kernel.Forbidden;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.QuotaExceeded;
import farebox.kernel.RequestId;
import farebox.kernel.TooLarge;
import farebox.kernel.Unauthenticated;
import farebox.kernel.Unavailable;
import farebox.kernel.Unprocessable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A failure as HTTP sees it: the one mapping of the closed set, in the words of RFC 9457 and, beside them, OpenAI's.
 *
 * @param slug the last part of the problem type
 * @param errorType OpenAI's {@code error.type}
 * @param code OpenAI's {@code error.code}
 * @param retryAfter present if a retry is worth making
 */
record Problem(
        int status,
        String slug,
        String title,
        String detail,
        String errorType,
        String code,
        Optional<String> param,
        Optional<Duration> retryAfter) {

    private static final String CALLERS_FAULT = "invalid_request_error";
    private static final String OUR_FAULT = "server_error";

    static Problem of(Failure failure) {
        return switch (failure) {
            case InvalidRequest f ->
                new Problem(
                        400,
                        "invalid-request",
                        "Invalid request",
                        f.detail(),
                        CALLERS_FAULT,
                        f.code(),
                        f.param(),
                        Optional.empty());
            case Unauthenticated f -> refusal(401, "unauthenticated", "No live key", f, "invalid_api_key");
            case Forbidden f -> refusal(403, "forbidden", "Out of the key's scope", f, "insufficient_scope");
            case NotFound f -> refusal(404, "not-found", "Not found", f, f.code());
            case Conflict f -> waiting(409, "conflict", "Conflict", f, CALLERS_FAULT, "conflict", f.retryAfter());
            case TooLarge f -> refusal(413, "too-large", "Too large", f, "too_large");
            case Unprocessable f ->
                refusal(422, "unprocessable", "Contradicts an earlier request", f, "idempotency_key_reused");
            case QuotaExceeded f ->
                waiting(
                        429,
                        "quota-exceeded",
                        "Quota exceeded",
                        f,
                        "rate_limit_error",
                        "rate_limit_exceeded",
                        f.retryAfter());
            case Busy f -> waiting(429, "busy", "Being made ready", f, "rate_limit_error", "busy", f.retryAfter());
            case Unavailable f ->
                waiting(503, "unavailable", "Try again later", f, OUR_FAULT, "unavailable", f.retryAfter());
            case Corrupt f ->
                new Problem(
                        500,
                        "corrupt",
                        "Stored data is damaged",
                        f.detail(),
                        OUR_FAULT,
                        "corrupt",
                        Optional.empty(),
                        Optional.empty());
        };
    }

    /** A bug: the caller learns the request's id and nothing else. */
    static Problem bug(RequestId id) {
        return new Problem(
                500,
                "internal",
                "Internal error",
                "something went wrong here; the request's id is " + id,
                OUR_FAULT,
                "internal_error",
                Optional.empty(),
                Optional.empty());
    }

    /** The path is there, but answers to other methods; no failure of a room's, so only the edge knows it. */
    static Problem wrongMethod(String method, String path, String allowed) {
        return new Problem(
                405,
                "method-not-allowed",
                "Method not allowed",
                path + " does not answer to " + method + ", only to " + allowed,
                CALLERS_FAULT,
                "method_not_allowed",
                Optional.empty(),
                Optional.empty());
    }

    HttpAnswer in(Dialect dialect, Json json) {
        HttpAnswer plain = switch (dialect) {
            case OPENAI -> HttpAnswer.json(status, json.write(Map.of("error", openAiError())));
            case OPEN_INFERENCE -> HttpAnswer.json(status, json.write(Map.of("error", detail)));
            case PROBLEM -> HttpAnswer.of(status, "application/problem+json", json.write(rfc9457()));
        };
        return retryAfter
                .map(wait -> plain.with("retry-after", Long.toString(wholeSeconds(wait)))
                        .with("retry-after-ms", Long.toString(wait.toMillis())))
                .orElse(plain);
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

    private static Problem refusal(int status, String slug, String title, Failure f, String code) {
        return new Problem(status, slug, title, f.detail(), CALLERS_FAULT, code, Optional.empty(), Optional.empty());
    }

    private static Problem waiting(
            int status, String slug, String title, Failure f, String errorType, String code, Duration retryAfter) {
        return new Problem(status, slug, title, f.detail(), errorType, code, Optional.empty(), Optional.of(retryAfter));
    }
}
