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
@ExtendWith(Cloud.class)
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

    /** No process has seen the key before, so none can remember it; how long they do is a test of the access room. */
    @Test
    void aRevokedKeyIsRefused() {
        IssuedKey key = operator.newKey("revoked", "standard");
        operator.administration().revokeKey().run(key.key().id());

        Said said = call(key);

        assertThat(said.status()).isEqualTo(401);
        ErrorShape.OPENAI.requireIn(said);
    }

    @Test
    void theFreePlanIsThrottled_inWordsThatClientsWaitBy_andOnlyTheAnsweredCallsAreBilled() throws Exception {
        operator.place().require(Place.Feature.USAGE_PLANS);
        Target caller = operator.newCaller("thrifty", "free");

        List<Said> answers = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Said>> calls = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                calls.add(crowd.submit(() -> Wire.of(caller).post("/v1/embeddings", Sentences.body(Sentences.CAT))));
            }
            for (Future<Said> call : calls) {
                answers.add(call.get());
            }
        }

        assertThat(answers).extracting(Said::status).containsOnly(200, 429).contains(200, 429);
        assertThat(answers).filteredOn(said -> said.status() == 429).allSatisfy(said -> {
            ErrorShape.OPENAI.requireIn(said);
            assertThat(said.json().at("/error/code").textValue()).isEqualTo("rate_limit_exceeded");
            assertThat(said.header("retry-after")).isEqualTo("1");
        });
        long answered = answers.stream().filter(said -> said.status() == 200).count();
        Patience.settles(
                () -> Usage.ofTenant(caller, operator.named("thrifty")),
                new Usage(answered, answered * Sentences.TOKENS_OF_CAT),
                Duration.ofSeconds(60));
    }

    @Test
    @Tag("laptop")
    void aQuotaThatIsUsedUpIsToldInWordsOfItsOwn_andNothingMoreIsBilled(Laptop laptop) {
        Target caller = operator.newCaller("frugal", "standard");
        laptop.leave("frugal", "StandardPlan", 2);

        List<Said> answers = Stream.generate(
                        () -> Wire.of(caller).post("/v1/embeddings", Sentences.body(Sentences.CAT)))
                .limit(4)
                .toList();

        assertThat(answers).extracting(Said::status).containsExactly(200, 200, 429, 429);
        ErrorShape.OPENAI.requireIn(answers.getLast());
        assertThat(answers.getLast().json().at("/error/code").textValue()).isEqualTo("quota_exceeded");
        Patience.settles(
                () -> Usage.ofTenant(caller, operator.named("frugal")),
                new Usage(2, 2 * Sentences.TOKENS_OF_CAT),
                Duration.ofSeconds(60));
    }

    private int status(IssuedKey key) {
        return call(key).status();
    }

    private Said call(IssuedKey key) {
        return Wire.of(operator.target().with(key.key().reveal()))
                .post("/v1/embeddings", Sentences.body(Sentences.CAT));
    }
}
