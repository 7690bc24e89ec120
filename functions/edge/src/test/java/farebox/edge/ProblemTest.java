package farebox.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.kernel.Busy;
import farebox.kernel.Conflict;
import farebox.kernel.Corrupt;
import farebox.kernel.Failure;
import farebox.kernel.Forbidden;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.QuotaExceeded;
import farebox.kernel.TooLarge;
import farebox.kernel.Unauthenticated;
import farebox.kernel.Unavailable;
import farebox.kernel.Unprocessable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ProblemTest {
    private static final Duration WAIT = Duration.ofMillis(1_200);

    private final Json json = new Json();

    /** Each leaf, its status, OpenAI's type and code, and the last part of the problem type. */
    static Stream<Arguments> leaves() {
        return Stream.of(
                arguments(new InvalidRequest("d"), 400, "invalid_request_error", "invalid_value", "invalid-request"),
                arguments(new Unauthenticated("d"), 401, "invalid_request_error", "invalid_api_key", "unauthenticated"),
                arguments(new Forbidden("d"), 403, "invalid_request_error", "insufficient_scope", "forbidden"),
                arguments(new NotFound("d"), 404, "invalid_request_error", "not_found", "not-found"),
                arguments(
                        new NotFound("d", "model_not_found"),
                        404,
                        "invalid_request_error",
                        "model_not_found",
                        "not-found"),
                arguments(new Conflict("d", WAIT), 409, "invalid_request_error", "conflict", "conflict"),
                arguments(new TooLarge("d"), 413, "invalid_request_error", "too_large", "too-large"),
                arguments(
                        new Unprocessable("d"),
                        422,
                        "invalid_request_error",
                        "idempotency_key_reused",
                        "unprocessable"),
                arguments(
                        new QuotaExceeded("d", WAIT), 429, "rate_limit_error", "rate_limit_exceeded", "quota-exceeded"),
                arguments(new Busy("d", WAIT), 429, "rate_limit_error", "busy", "busy"),
                arguments(new Corrupt("d"), 500, "server_error", "corrupt", "corrupt"),
                arguments(new Unavailable("d", WAIT), 503, "server_error", "unavailable", "unavailable"));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void in_openAi_hasFourKeys(Failure failure, int status, String type, String code, String slug) {
        HttpAnswer answer = Problem.of(failure).in(Dialect.OPENAI, json);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer))
                .isEqualTo("{\"error\":{\"message\":\"d\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
                        .formatted(type, code));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void in_openInference_isTheSentenceAlone(Failure failure, int status, String type, String code, String slug) {
        HttpAnswer answer = Problem.of(failure).in(Dialect.OPEN_INFERENCE, json);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).isEqualTo("{\"error\":\"d\"}");
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void in_problem_isRfc9457(Failure failure, int status, String type, String code, String slug) {
        HttpAnswer answer = Problem.of(failure).in(Dialect.PROBLEM, json);

        JsonNode body = json.object(answer.body());
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(body.get("type").textValue()).isEqualTo("/problems/" + slug);
        assertThat(body.get("title").textValue()).isNotBlank();
        assertThat(body.get("status").intValue()).isEqualTo(status).isEqualTo(answer.status());
        assertThat(body.get("detail").textValue()).isEqualTo("d");
    }

    @Test
    void leaves_areAllOfThem() {
        assertThat(leaves().map(each ->
                                Objects.requireNonNull(each.get()[0]).getClass().getName())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Failure.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }

    @Test
    void in_namesTheFieldAtFault() {
        InvalidRequest refusal = new InvalidRequest("d", "input", "context_length_exceeded");

        assertThat(text(Problem.of(refusal).in(Dialect.OPENAI, json)))
                .contains("\"param\":\"input\",\"code\":\"context_length_exceeded\"");
        assertThat(text(Problem.of(refusal).in(Dialect.PROBLEM, json))).contains("\"param\":\"input\"");
    }

    @Test
    void in_roundsTheWaitUp() {
        HttpAnswer answer = Problem.of(new Busy("d", WAIT)).in(Dialect.OPENAI, json);

        assertThat(answer.headers()).containsEntry("retry-after", "2").containsEntry("retry-after-ms", "1200");
    }

    @Test
    void in_promisesNoRetryWhereNoneHelps() {
        assertThat(Problem.of(new TooLarge("d")).in(Dialect.OPENAI, json).headers())
                .doesNotContainKeys("retry-after", "retry-after-ms");
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), UTF_8);
    }
}
