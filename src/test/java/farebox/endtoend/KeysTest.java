package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.access.IssuedKey;
import farebox.access.RotatedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a tenant's keys and plan at the gateway. */
@ExtendWith(StackExtension.class)
final class KeysTest {
    private final Operator operator;

    KeysTest(Operator operator) {
        this.operator = operator;
    }

    @Test
    void aNewKeyIsGoodAtOnce_andARotatedOneBesideItsSuccessor() {
        IssuedKey key = operator.newKey("turning", "standard");

        assertThat(status(key)).isEqualTo(200);

        RotatedKey rotated = operator.administration().rotateKey().run(key.key().id(), Duration.ofHours(1));

        assertThat(status(rotated.fresh())).isEqualTo(200);
        assertThat(status(key)).isEqualTo(200);
    }

    /** No process has seen the key before, so none can remember it; how long they do is a test of the access module. */
    @Test
    void aRevokedKeyIsRefused() {
        IssuedKey key = operator.newKey("revoked", "standard");
        operator.administration().revokeKey().run(key.key().id());

        HttpReply httpReply = call(key);

        assertThat(httpReply.status()).isEqualTo(401);
        ErrorShape.OPENAI.requireIn(httpReply);
    }

    @Test
    void theFreePlanIsThrottled_inWordsThatClientsWaitBy_andOnlyTheAnsweredCallsAreBilled() throws Exception {
        operator.place().require(Environment.Feature.USAGE_PLANS);
        Target caller = operator.newCaller("thrifty", "free");

        List<HttpReply> answers = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpReply>> calls = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                calls.add(
                        crowd.submit(() -> PlainHttp.of(caller).post("/v1/embeddings", Sentences.body(Sentences.CAT))));
            }
            for (Future<HttpReply> call : calls) {
                answers.add(call.get());
            }
        }

        assertThat(answers).extracting(HttpReply::status).containsOnly(200, 429).contains(200, 429);
        assertThat(answers).filteredOn(httpReply -> httpReply.status() == 429).allSatisfy(httpReply -> {
            ErrorShape.OPENAI.requireIn(httpReply);
            assertThat(httpReply.json().at("/error/code").textValue()).isEqualTo("rate_limit_exceeded");
            assertThat(httpReply.header("retry-after")).isEqualTo("1");
            assertThat(httpReply.header("x-ratelimit-limit-requests")).isEqualTo("10");
            assertThat(httpReply.header("x-ratelimit-remaining-requests")).isEqualTo("0");
            assertThat(httpReply.header("x-ratelimit-reset-requests")).isEqualTo("1s");
        });
        assertThat(answers).filteredOn(httpReply -> httpReply.status() == 200).allSatisfy(httpReply -> {
            assertThat(httpReply.header("x-ratelimit-limit-requests")).isEqualTo("10");
            assertThat(Integer.parseInt(httpReply.header("x-ratelimit-remaining-requests")))
                    .isBetween(0, 9);
            assertThat(httpReply.header("x-ratelimit-reset-requests")).matches("[0-9.]+m?s");
        });
        long answered =
                answers.stream().filter(httpReply -> httpReply.status() == 200).count();
        Await.settles(
                () -> Usage.ofTenant(caller, operator.named("thrifty")),
                new Usage(answered, answered * Sentences.TOKENS_OF_CAT),
                Duration.ofSeconds(60));
    }

    @Test
    @Tag("emulator")
    void aQuotaThatIsUsedUpIsToldInWordsOfItsOwn_andNothingMoreIsBilled(EmulatorStack emulatorStack) {
        Target caller = operator.newCaller("frugal", "standard");
        emulatorStack.leave("frugal", "StandardPlan", 2);

        List<HttpReply> answers = Stream.generate(
                        () -> PlainHttp.of(caller).post("/v1/embeddings", Sentences.body(Sentences.CAT)))
                .limit(4)
                .toList();

        assertThat(answers).extracting(HttpReply::status).containsExactly(200, 200, 429, 429);
        ErrorShape.OPENAI.requireIn(answers.getLast());
        assertThat(answers.getLast().json().at("/error/code").textValue()).isEqualTo("quota_exceeded");
        HttpReply openInference = PlainHttp.of(caller).get("/v2/models/" + Sentences.MODEL);
        assertThat(openInference.status()).isEqualTo(429);
        ErrorShape.OPEN_INFERENCE.requireIn(openInference);
        assertThat(PlainHttp.of(caller).get("/v1/usage?start_time=1&limit=1").status())
                .isEqualTo(200);
        Await.settles(
                () -> Usage.ofTenant(caller, operator.named("frugal")),
                new Usage(2, 2 * Sentences.TOKENS_OF_CAT),
                Duration.ofSeconds(60));
    }

    private int status(IssuedKey key) {
        return call(key).status();
    }

    private HttpReply call(IssuedKey key) {
        return PlainHttp.of(operator.target().with(key.key().reveal()))
                .post("/v1/embeddings", Sentences.body(Sentences.CAT));
    }
}
