package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every call that is answered is billed once, whatever happens meanwhile; what is refused is free. */
@ExtendWith(Cloud.class)
final class MeteringTest {
    private static final String PLAN = "standard";
    private static final int CALLS_AMONG_DEATHS = 200;
    private static final List<String> MORTALS = List.of("InferenceFunction", "RollupFunction", "AuthorizerFunction");

    private final Operator operator;

    MeteringTest(Operator operator) {
        this.operator = operator;
    }

    @Test
    void whatIsAnsweredIsBilled_andWhatIsRefusedIsFree() {
        Target caller = operator.newCaller("plain", PLAN);
        Wire wire = Wire.of(caller);
        for (int i = 0; i < 5; i++) {
            wire.post("/v1/embeddings", Sentences.body(Sentences.CAT, Sentences.FELINE));
        }
        wire.post("/v1/embeddings", Sentences.body(""));
        wire.post("/v1/embeddings", Sentences.bodyFor("no-such-model", "x"));
        wire.post("/v1/embeddings", "{");
        wire.get("/v1/models");
        wire.post("/v2/models/all-minilm-l6-v2/infer", """
                {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["The cat sits on the mat."]}]}
                """);

        new Usage(6, 5 * (Sentences.TOKENS_OF_CAT + Sentences.TOKENS_OF_FELINE) + Sentences.TOKENS_OF_CAT)
                .isToldOf(caller, operator.named("plain"));
    }

    @Test
    void aRepeatedCallGetsTheSameBytesForOnePrice_andAnotherBodyIsRefused() {
        Target caller = operator.newCaller("repeats", PLAN);
        Wire wire = Wire.of(caller);
        String[] key = {"idempotency-key", "order-66"};

        Said first = wire.post("/v1/embeddings", Sentences.body(Sentences.CAT), key);
        Said again = wire.post("/v1/embeddings", Sentences.body(Sentences.CAT), key);
        Said other = wire.post("/v1/embeddings", Sentences.body(Sentences.FELINE), key);

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("x-farebox-event")).isEqualTo(first.header("x-farebox-event"));
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(again.header("x-request-id")).isNotEqualTo(first.header("x-request-id"));
        assertThat(other.status()).isEqualTo(422);
        ErrorShape.OPENAI.requireIn(other);
        new Usage(1, Sentences.TOKENS_OF_CAT).isToldOf(caller, operator.named("repeats"));
    }

    @Test
    void theSameKeyOfAnotherTenantIsAnotherCall() {
        Target one = operator.newCaller("one", PLAN);
        Target other = operator.newCaller("other", PLAN);

        Said first = Wire.of(one).post("/v1/embeddings", Sentences.body(Sentences.CAT), "idempotency-key", "k");
        Said second = Wire.of(other).post("/v1/embeddings", Sentences.body(Sentences.FELINE), "idempotency-key", "k");

        assertThat(List.of(first.status(), second.status())).containsOnly(200);
        new Usage(1, Sentences.TOKENS_OF_CAT).isToldOf(one, operator.named("one"));
        new Usage(1, Sentences.TOKENS_OF_FELINE).isToldOf(other, operator.named("other"));
    }

    /** A thousand calls on a laptop; one in a hundred repeats the key of another, at the same time. */
    @Test
    void callsAtOnceAreBilledToTheUnit() {
        int calls = operator.place().crowd();
        Target caller = operator.newCaller("crowd", PLAN);
        PatientCaller client = new PatientCaller(caller, calls, () -> {});
        List<Integer> numbers = IntStream.range(0, calls)
                .mapToObj(i -> i % 100 == 99 ? i - 50 : i)
                .toList();

        List<Said> answers = all(numbers, i -> client.embed(text(i), "crowd-" + i));

        assertThat(Set.copyOf(numbers)).hasSize(calls / 100 * 99);
        requireBilledOnce(answers, calls / 100 * 99).isToldOf(caller, operator.named("crowd"));
    }

    /** SIGKILL, ten times and twice in a row sometimes, to those that answer, add up and let in. */
    @Test
    @Tag("laptop")
    void killingFunctionsAtRandomLosesAndDoublesNothing(Laptop laptop) {
        Target caller = operator.newCaller("unlucky", PLAN);
        Random chance = new Random(7);
        Map<Integer, String> deaths = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            deaths.put(chance.nextInt(CALLS_AMONG_DEATHS), MORTALS.get(i % MORTALS.size()));
        }
        AtomicInteger begun = new AtomicInteger();

        List<Said> answers;
        try (ExecutorService killers = Executors.newVirtualThreadPerTaskExecutor()) {
            PatientCaller client = new PatientCaller(
                    caller,
                    8,
                    () -> Optional.ofNullable(deaths.get(begun.getAndIncrement()))
                            .ifPresent(function -> killers.execute(() -> kill(laptop, function))));
            answers =
                    all(IntStream.range(0, CALLS_AMONG_DEATHS).boxed().toList(), i -> client.embed(text(i), "u-" + i));
        }

        assertThat(begun).hasValueGreaterThan(CALLS_AMONG_DEATHS);
        requireBilledOnce(answers, CALLS_AMONG_DEATHS).isToldOf(caller, operator.named("unlucky"));
    }

    private static void kill(Laptop laptop, String function) {
        laptop.children(function).stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Everything at once, and every answer 200. */
    private static List<Said> all(List<Integer> numbers, IntFunction<Said> call) {
        List<Future<Said>> calls;
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            calls = numbers.stream().map(i -> crowd.submit(() -> call.apply(i))).toList();
        }
        List<Said> answers = calls.stream().map(Future::resultNow).toList();
        assertThat(answers)
                .allSatisfy(said -> assertThat(said.status()).as(said.text()).isEqualTo(200));
        return answers;
    }

    /** @return what distinct events there are, which must have one answer each */
    private static Usage requireBilledOnce(List<Said> answers, int events) {
        Map<String, Set<String>> bodies = answers.stream()
                .collect(Collectors.groupingBy(
                        said -> said.header("x-farebox-event"), Collectors.mapping(Said::text, Collectors.toSet())));
        assertThat(bodies).hasSize(events);
        assertThat(bodies.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        Map<String, Long> tokens = answers.stream()
                .collect(Collectors.toMap(
                        said -> said.header("x-farebox-event"),
                        said -> said.json().at("/usage/prompt_tokens").longValue(),
                        (one, same) -> one));
        return new Usage(
                events, tokens.values().stream().mapToLong(Long::longValue).sum());
    }

    private static String text(int number) {
        return "call " + "again ".repeat(number % 7) + number;
    }
}
