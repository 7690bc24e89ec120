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
@ExtendWith(StackExtension.class)
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
        PlainHttp plainHttp = PlainHttp.of(caller);
        for (int i = 0; i < 5; i++) {
            plainHttp.post("/v1/embeddings", Sentences.body(Sentences.CAT, Sentences.FELINE));
        }
        plainHttp.post("/v1/embeddings", Sentences.body(""));
        plainHttp.post("/v1/embeddings", Sentences.bodyFor("no-such-model", "x"));
        plainHttp.post("/v1/embeddings", "{");
        plainHttp.get("/v1/models");
        plainHttp.post("/v2/models/all-minilm-l6-v2/infer", """
                {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["The cat sits on the mat."]}]}
                """);

        new Usage(6, 5 * (Sentences.TOKENS_OF_CAT + Sentences.TOKENS_OF_FELINE) + Sentences.TOKENS_OF_CAT)
                .isToldOf(caller, operator.named("plain"));
    }

    @Test
    void aRepeatedCallGetsTheSameBytesForOnePrice_andAnotherBodyIsRefused() {
        Target caller = operator.newCaller("repeats", PLAN);
        PlainHttp plainHttp = PlainHttp.of(caller);
        String[] key = {"idempotency-key", "order-66"};

        HttpReply first = plainHttp.post("/v1/embeddings", Sentences.body(Sentences.CAT), key);
        HttpReply again = plainHttp.post("/v1/embeddings", Sentences.body(Sentences.CAT), key);
        HttpReply other = plainHttp.post("/v1/embeddings", Sentences.body(Sentences.FELINE), key);

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

        HttpReply first =
                PlainHttp.of(one).post("/v1/embeddings", Sentences.body(Sentences.CAT), "idempotency-key", "k");
        HttpReply second =
                PlainHttp.of(other).post("/v1/embeddings", Sentences.body(Sentences.FELINE), "idempotency-key", "k");

        assertThat(List.of(first.status(), second.status())).containsOnly(200);
        new Usage(1, Sentences.TOKENS_OF_CAT).isToldOf(one, operator.named("one"));
        new Usage(1, Sentences.TOKENS_OF_FELINE).isToldOf(other, operator.named("other"));
    }

    /** A thousand calls of the emulator at once; one in a hundred repeats the key of another, at the same time. */
    @Test
    void callsAtOnceAreBilledToTheUnit() {
        int calls = operator.place().crowd();
        Target caller = operator.newCaller("crowd", PLAN);
        RetryingClient client = new RetryingClient(caller, operator.place().callsAtOnce(), () -> {});
        List<Integer> numbers = IntStream.range(0, calls)
                .mapToObj(i -> i % 100 == 99 ? i - 50 : i)
                .toList();

        List<HttpReply> answers = all(numbers, i -> client.embed(text(i), "crowd-" + i));

        assertThat(Set.copyOf(numbers)).hasSize(calls / 100 * 99);
        requireBilledOnce(answers, calls / 100 * 99).isToldOf(caller, operator.named("crowd"));
    }

    /** SIGKILL, ten times and twice in a row sometimes, to those that answer, add up and let in. */
    @Test
    @Tag("emulator")
    void killingFunctionsAtRandomLosesAndDoublesNothing(EmulatorStack emulatorStack) {
        Target caller = operator.newCaller("unlucky", PLAN);
        Random chance = new Random(7);
        Map<Integer, String> deaths = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            deaths.put(chance.nextInt(CALLS_AMONG_DEATHS), MORTALS.get(i % MORTALS.size()));
        }
        AtomicInteger begun = new AtomicInteger();

        List<HttpReply> answers;
        try (ExecutorService killers = Executors.newVirtualThreadPerTaskExecutor()) {
            RetryingClient client = new RetryingClient(
                    caller,
                    8,
                    () -> Optional.ofNullable(deaths.get(begun.getAndIncrement()))
                            .ifPresent(function -> killers.execute(() -> kill(emulatorStack, function))));
            answers =
                    all(IntStream.range(0, CALLS_AMONG_DEATHS).boxed().toList(), i -> client.embed(text(i), "u-" + i));
        }

        assertThat(begun).hasValueGreaterThan(CALLS_AMONG_DEATHS);
        requireBilledOnce(answers, CALLS_AMONG_DEATHS).isToldOf(caller, operator.named("unlucky"));
    }

    private static void kill(EmulatorStack emulatorStack, String function) {
        emulatorStack.children(function).stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Everything at once, and every answer 200. */
    private static List<HttpReply> all(List<Integer> numbers, IntFunction<HttpReply> call) {
        List<Future<HttpReply>> calls;
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            calls = numbers.stream().map(i -> crowd.submit(() -> call.apply(i))).toList();
        }
        List<HttpReply> answers = calls.stream().map(Future::resultNow).toList();
        assertThat(answers)
                .allSatisfy(httpReply ->
                        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200));
        return answers;
    }

    /** @return what distinct events there are, which must have one answer each */
    private static Usage requireBilledOnce(List<HttpReply> answers, int events) {
        Map<String, Set<String>> bodies = answers.stream()
                .collect(Collectors.groupingBy(
                        httpReply -> httpReply.header("x-farebox-event"),
                        Collectors.mapping(HttpReply::text, Collectors.toSet())));
        assertThat(bodies).hasSize(events);
        assertThat(bodies.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        Map<String, Long> tokens = answers.stream()
                .collect(Collectors.toMap(
                        httpReply -> httpReply.header("x-farebox-event"),
                        httpReply -> httpReply.json().at("/usage/prompt_tokens").longValue(),
                        (one, same) -> one));
        return new Usage(
                events, tokens.values().stream().mapToLong(Long::longValue).sum());
    }

    private static String text(int number) {
        return "call " + "again ".repeat(number % 7) + number;
    }
}
