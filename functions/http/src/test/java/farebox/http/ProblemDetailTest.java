package farebox.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
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
import farebox.kernel.Unauthenticated;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ProblemDetailTest {
    private static final Duration WAIT = Duration.ofMillis(1_200);

    private final Json json = new Json();

    /** Each leaf, its status, OpenAI's type and code, and the last part of the problem type. */
    static Stream<Arguments> leaves() {
        return Stream.of(
                arguments(new InvalidRequest("d"), 400, "invalid_request_error", "invalid_value", "invalid-request"),
                arguments(new Unauthenticated("d"), 401, "invalid_request_error", "invalid_api_key", "unauthenticated"),
                arguments(
                        new PaymentRequired("d"),
                        402,
                        "invalid_request_error",
                        "insufficient_credit",
                        "credit-exhausted"),
                arguments(new Forbidden("d"), 403, "invalid_request_error", "insufficient_scope", "forbidden"),
                arguments(new NotFound("d"), 404, "invalid_request_error", "not_found", "not-found"),
                arguments(
                        new NotFound("d", "model_not_found"),
                        404,
                        "invalid_request_error",
                        "model_not_found",
                        "not-found"),
                arguments(new Conflict("d", WAIT), 409, "invalid_request_error", "conflict", "conflict"),
                arguments(new PayloadTooLarge("d"), 413, "invalid_request_error", "too_large", "too-large"),
                arguments(
                        new IdempotencyMismatch("d"),
                        422,
                        "invalid_request_error",
                        "idempotency_key_reused",
                        "unprocessable"),
                arguments(
                        new QuotaExceeded("d", WAIT),
                        429,
                        "insufficient_quota",
                        "insufficient_quota",
                        "quota-exceeded"),
                arguments(new NotReady("d", WAIT), 429, "rate_limit_error", "busy", "busy"),
                arguments(new DataCorrupted("d"), 500, "server_error", "corrupt", "corrupt"),
                arguments(new Unavailable("d", WAIT), 503, "server_error", "unavailable", "unavailable"));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void in_openAi_hasFourKeys(Failure failure, int status, String type, String code, String slug) {
        HttpResponse response = ProblemDetail.of(failure).format(ErrorFormat.OPENAI, json);

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response))
                .isEqualTo("{\"error\":{\"message\":\"d\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
                        .formatted(type, code));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void in_openInference_isTheSentenceAlone(Failure failure, int status, String type, String code, String slug) {
        HttpResponse response = ProblemDetail.of(failure).format(ErrorFormat.OPEN_INFERENCE, json);

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response)).isEqualTo("{\"error\":\"d\"}");
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void in_problem_isRfc9457(Failure failure, int status, String type, String code, String slug) {
        HttpResponse response = ProblemDetail.of(failure).format(ErrorFormat.PROBLEM, json);

        JsonNode body = json.object(response.body());
        assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(body.get("type").textValue()).isEqualTo("/problems/" + slug);
        assertThat(body.get("title").textValue()).isNotBlank();
        assertThat(body.get("status").intValue()).isEqualTo(status).isEqualTo(response.status());
        assertThat(body.get("detail").textValue()).isEqualTo("d");
    }

    @Test
    void leaves_areAllOfThem() {
        assertThat(leaves().map(each ->
                                Objects.requireNonNull(each.get()[0]).getClass().getName())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        leavesOf(Failure.class).map(Class::getName).toList());
    }

    private static Stream<Class<?>> leavesOf(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ProblemDetailTest::leavesOf)
                : Stream.of(type);
    }

    @Test
    void in_namesTheFieldAtFault() {
        InvalidRequest refusal = new InvalidRequest("d", "input", "context_length_exceeded");

        assertThat(text(ProblemDetail.of(refusal).format(ErrorFormat.OPENAI, json)))
                .contains("\"param\":\"input\",\"code\":\"context_length_exceeded\"");
        assertThat(text(ProblemDetail.of(refusal).format(ErrorFormat.PROBLEM, json)))
                .contains("\"param\":\"input\"");
    }

    @Test
    void in_roundsTheWaitUp() {
        HttpResponse response = ProblemDetail.of(new NotReady("d", WAIT)).format(ErrorFormat.OPENAI, json);

        assertThat(response.headers()).containsEntry("retry-after", "2").containsEntry("retry-after-ms", "1200");
    }

    @Test
    void in_promisesNoRetryWhereNoneHelps() {
        assertThat(ProblemDetail.of(new PayloadTooLarge("d"))
                        .format(ErrorFormat.OPENAI, json)
                        .headers())
                .doesNotContainKeys("retry-after", "retry-after-ms");
    }

    @Test
    void unauthenticated_challengesForABearerToken() {
        assertThat(ProblemDetail.of(new Unauthenticated("d"))
                        .format(ErrorFormat.OPEN_INFERENCE, json)
                        .headers())
                .containsEntry("www-authenticate", "Bearer");
        assertThat(ProblemDetail.of(new NotFound("d"))
                        .format(ErrorFormat.OPENAI, json)
                        .headers())
                .doesNotContainKey("www-authenticate");
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), UTF_8);
    }
}
