package farebox.batch.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.batch.Batch;
import farebox.batch.BatchStatus;
import farebox.batch.RequestCounts;
import farebox.http.FakeContext;
import farebox.kernel.Meter;
import farebox.kernel.NotFound;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.metering.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code batch.asl.json} with the function's tasks, in the emulator's interpreter. */
final class StateMachineTest {
    /** More than a task that fails by itself is repeated. */
    private static final int KILLS = 12;

    private final BatchScenario bench = new BatchScenario();

    @Test
    void taskOfABatchThatIsUnknown_isNotFound() throws IOException {
        Map<String, Object> input = new ObjectMapper()
                .readValue(
                        Path.of("..", "..", "events", "batchtask-chunk.json").toFile(),
                        new TypeReference<LinkedHashMap<String, Object>>() {});

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() ->
                        new BatchTaskHandler(bench.tasks()).handleRequest(input, new FakeContext("1a2b3c", 15_000)))
                .withMessageContaining(String.valueOf(input.get("batch")));
    }

    @Test
    void batch_isServedInOrderAndEachLineBilledOnce() {
        String content = BatchScenario.lines(450)
                .replace(
                        "\"c-17\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"model\":\"mini\"",
                        "\"c-17\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"model\":\"none\"");

        Batch batch = bench.run(content);

        assertThat(batch.status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batch.counts()).isEqualTo(new RequestCounts(450, 449, 1));
        assertThat(ids(bench.lines(batch.results().output())))
                .isEqualTo(IntStream.range(0, 450)
                        .filter(i -> i != 17)
                        .mapToObj(i -> "c-" + i)
                        .toList());
        JsonNode line = bench.lines(batch.results().output()).getFirst();
        assertThat(line.at("/response/status_code").intValue()).isEqualTo(200);
        assertThat(line.at("/response/body/data/0/embedding")).hasSize(384);
        assertThat(line.path("error").isNull()).isTrue();
        JsonNode error = bench.lines(batch.results().errors()).getFirst();
        assertThat(error.path("custom_id").asText()).isEqualTo("c-17");
        assertThat(error.at("/response/status_code").intValue()).isEqualTo(404);
        assertThat(error.at("/response/body/error/message").asText()).contains("'none' does not exist");
        assertThat(bench.billedCalls()).isEqualTo(449);
        assertThat(bench.status(batch)).isEqualTo(Execution.Status.SUCCEEDED);
    }

    @Test
    void line_isBilledAsPartOfABatch() {
        Batch _ = bench.run(BatchScenario.lines(1));

        assertThat(bench.events().values()).singleElement().satisfies(event -> {
            assertThat(event.usage().resource().kind()).isEqualTo(Resource.Kind.MODEL_IN_BATCH);
            assertThat(event.usage().resource().name()).isEqualTo("mini");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/completions | "prompt":"abc" | /response/body/choices/0/text | cmpl-
            /v1/chat/completions | "messages":[{"role":"user","content":"abc"}] | /response/body/choices/0/message/content | chatcmpl-
            """)
    void generatedText_isBilledByItsTokens(String endpoint, String input, String text, String id) {
        String line =
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"%s\",\"body\":{\"model\":\"letters\",%s,\"max_tokens\":5}}\n"
                        .formatted(endpoint, input);

        Batch batch = bench.run(endpoint, line);

        assertThat(bench.lines(batch.results().output())).singleElement().satisfies(result -> {
            assertThat(result.at(text).textValue()).hasSize(5);
            assertThat(result.at("/response/body/id").textValue())
                    .isEqualTo(id + result.at("/response/request_id").textValue());
        });
        assertThat(bench.events().values())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.usage().amounts().of(Meter.TOKENS_OUT)).isEqualTo(5));
    }

    @Test
    void generatedText_isMaskedByTheRulesOfItsModel() {
        Batch batch = bench.run(
                "/v1/completions", completion("masked", "\"prompt\":\"abc\",\"max_tokens\":1,\"temperature\":0"));

        assertThat(bench.lines(batch.results().output()))
                .singleElement()
                .satisfies(result -> assertThat(
                                result.at("/response/body/choices/0/text").textValue())
                        .isEqualTo("[EMAIL] d"));
    }

    @Test
    void streamOfALine_isRefused() {
        Batch batch = bench.run("/v1/completions", completion("letters", "\"prompt\":\"a\",\"stream\":true"));

        assertThat(bench.lines(batch.results().errors())).singleElement().satisfies(result -> {
            assertThat(result.at("/response/status_code").intValue()).isEqualTo(400);
            assertThat(result.at("/response/body/error/param").textValue()).isEqualTo("stream");
        });
        assertThat(bench.billedCalls()).isZero();
    }

    private static String completion(String model, String fields) {
        return "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/completions\",\"body\":{\"model\":\"%s\",%s}}\n"
                .formatted(model, fields);
    }

    @Test
    void oneLine_isABatch() {
        assertThat(bench.run(BatchScenario.lines(1)).counts()).isEqualTo(new RequestCounts(1, 1, 0));
    }

    @Test
    void byteOrderMarkCrLfAndBlankLines_areAccepted() {
        Batch batch = bench.run("\uFEFF" + BatchScenario.lines(2).replace("\n", "\r\n") + "\r\n");

        assertThat(batch.counts()).isEqualTo(new RequestCounts(2, 2, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not json | invalid_json_line
            [] | invalid_json_line
            {"method":"POST","url":"/v1/embeddings","body":{}} | missing_required_field
            {"custom_id":"c-0","method":"POST","url":"/v1/embeddings","body":{}} | duplicate_custom_id
            {"custom_id":"x","method":"GET","url":"/v1/embeddings","body":{}} | invalid_method
            {"custom_id":"x","method":"POST","url":"/v1/completions","body":{}} | mismatched_endpoint
            {"custom_id":"x","method":"POST","url":"/v1/embeddings"} | missing_required_field
            """)
    void lineThatIsNoRequest_failsTheFileAndIsNamed(String line, String code) {
        Batch batch = bench.run(BatchScenario.lines(2) + line);

        assertThat(batch.status()).isEqualTo(BatchStatus.FAILED);
        assertThat(batch.results().fileErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.line()).contains(3);
            assertThat(error.message()).startsWith("line 3: ");
        });
        assertThat(bench.billedCalls()).isZero();
        assertThat(bench.status(batch)).isEqualTo(Execution.Status.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n"})
    void emptyFile_isNoBatch(String content) {
        Batch batch = bench.run(content);

        assertThat(batch.status()).isEqualTo(BatchStatus.FAILED);
        assertThat(batch.results().fileErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo("empty_file"));
    }

    @Test
    void lineThatIsTooLong_isNamed() {
        Batch batch = bench.run(BatchScenario.line("long", "mini", "x".repeat(7_000_000)) + BatchScenario.lines(1));

        assertThat(batch.results().fileErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("line_too_long");
            assertThat(error.line()).contains(1);
        });
    }

    @Test
    void moreLinesThanABatchMayHave_areRefused() {
        Batch batch = bench.run(BatchScenario.lines(50_001));

        assertThat(batch.results().fileErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("too_many_requests");
            assertThat(error.line()).contains(50_001);
        });
    }

    @Test
    void cancel_finishesNoFurtherChunkAndBillsWhatIsInTheOutput() {
        AtomicInteger chunks = new AtomicInteger();
        Batch[] created = new Batch[1];
        bench.after(task -> {
            if (task.path("task").asText().equals("chunk") && chunks.incrementAndGet() == 2) {
                bench.cancel(created[0]);
            }
        });
        bench.before(task -> created[0] = created[0] == null
                ? bench.records().list(BatchScenario.ACME, Optional.empty(), 1).getFirst()
                : created[0]);

        Batch batch = bench.run(BatchScenario.lines(1_000));

        assertThat(batch.status()).isEqualTo(BatchStatus.CANCELLED);
        int completed = batch.counts().completed();
        assertThat(completed).isBetween(1, 999);
        assertThat(bench.lines(batch.results().output())).hasSize(completed);
        assertThat(bench.billedCalls()).isEqualTo(completed);
        assertThat(bench.cancel(batch).status()).isEqualTo(BatchStatus.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void tasksThatDieAtAnyPoint_loseNothingAndBillNothingTwice(long seed) {
        Random random = new Random(seed);
        bench.before(_ -> dieSometimes(random));
        bench.after(_ -> dieSometimes(random));

        Batch batch = bench.run(BatchScenario.lines(1_050));

        assertThat(batch.status()).isEqualTo(BatchStatus.COMPLETED);
        List<String> ids = ids(bench.lines(batch.results().output()));
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 1_050).mapToObj(i -> "c-" + i).toList());
        assertThat(bench.billedCalls()).isEqualTo(1_050);
    }

    @ParameterizedTest
    @ValueSource(strings = {"split", "chunk", "assemble"})
    void taskThatIsKilledManyTimesRunning_isDoneInTheEnd(String killed) {
        AtomicInteger kills = new AtomicInteger();
        bench.before(task -> {
            if (task.path("task").asText().equals(killed) && kills.incrementAndGet() <= KILLS) {
                throw new BatchScenario.Killed();
            }
        });

        Batch batch = bench.run(BatchScenario.lines(100));

        assertThat(batch.counts()).isEqualTo(new RequestCounts(100, 100, 0));
        assertThat(bench.billedCalls()).isEqualTo(100);
    }

    @Test
    void taskThatIsAlwaysKilled_failsTheBatchWithAReason() {
        bench.before(task -> {
            if (task.path("task").asText().equals("split")) {
                throw new BatchScenario.Killed();
            }
        });

        Batch batch = bench.run(BatchScenario.lines(1));

        assertThat(batch.status()).isEqualTo(BatchStatus.FAILED);
        assertThat(batch.results().fileErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("Runtime.ExitError"));
    }

    @Test
    void chunkThatNeverSucceeds_failsItsLinesAlone() {
        bench.before(task -> {
            if (task.path("chunk").asInt(-1) == 1) {
                throw new IllegalStateException("this chunk dies");
            }
        });

        Batch batch = bench.run(BatchScenario.lines(450));

        assertThat(batch.status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batch.counts()).isEqualTo(new RequestCounts(450, 250, 200));
        assertThat(bench.lines(batch.results().errors())
                        .getFirst()
                        .at("/response/status_code")
                        .intValue())
                .isEqualTo(500);
        assertThat(bench.billedCalls()).isEqualTo(250);
    }

    @Test
    void chunkThatWasBilledAndThenGivenUp_isInTheOutput() {
        bench.after(task -> {
            if (task.path("chunk").asInt(-1) == 1) {
                throw new IllegalStateException("the result of this chunk is lost");
            }
        });

        Batch batch = bench.run(BatchScenario.lines(450));

        assertThat(batch.counts()).isEqualTo(new RequestCounts(450, 450, 0));
        assertThat(bench.billedCalls()).isEqualTo(450);
    }

    @Test
    void storeThatIsFullForAWhile_repeatsAndBillsOnce() {
        bench.objects().failNext(5);

        Batch batch = bench.run(BatchScenario.lines(450));

        assertThat(batch.counts()).isEqualTo(new RequestCounts(450, 450, 0));
        assertThat(bench.billedCalls()).isEqualTo(450);
    }

    @Test
    void storeThatStaysFull_failsTheBatchWithAReasonAndBillsNothing() {
        bench.objects().failNext(Integer.MAX_VALUE);

        Batch batch = bench.run(BatchScenario.lines(450));

        assertThat(batch.status()).isEqualTo(BatchStatus.FAILED);
        assertThat(batch.results().fileErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("Unavailable"));
        assertThat(bench.billedCalls()).isZero();
    }

    @Test
    void faultOfTheFirstTask_isRecorded() {
        bench.before(task -> {
            if (task.path("task").asText().equals("split")) {
                throw new IllegalStateException("no lines today");
            }
        });

        Batch batch = bench.run(BatchScenario.lines(1));

        assertThat(batch.status()).isEqualTo(BatchStatus.FAILED);
        assertThat(batch.results().fileErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("java.lang.IllegalStateException"));
        assertThat(bench.status(batch)).isEqualTo(Execution.Status.FAILED);
    }

    @Test
    void batch_thatIsNotDoneInItsWindow_expires() {
        bench.before(task -> {
            if (task.path("chunk").asInt(-1) == 1) {
                bench.pass(Duration.ofHours(25));
            }
        });

        Batch batch = bench.run(BatchScenario.lines(450));

        assertThat(batch.status()).isEqualTo(BatchStatus.EXPIRED);
        assertThat(bench.billedCalls()).isEqualTo(batch.counts().completed()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void linesThatCreditDoesNotCover_failAndAreNotBilled(long seed) {
        Random random = new Random(seed);
        bench.before(_ -> dieSometimes(random));
        bench.after(_ -> dieSometimes(random));
        bench.credit(330);

        // No line of another fault among them: what it holds until it fails may be the last credit that a line lacks.
        Batch batch = bench.run(BatchScenario.lines(450));

        assertThat(batch.counts()).isEqualTo(new RequestCounts(450, 330, 120));
        assertThat(bench.billedCalls()).isEqualTo(330);
        assertThat(bench.lines(batch.results().output())).hasSize(330);
        List<JsonNode> errors = bench.lines(batch.results().errors());
        assertThat(errors)
                .hasSize(120)
                .allSatisfy(error ->
                        assertThat(error.at("/response/status_code").intValue()).isEqualTo(402));
    }

    private static void dieSometimes(Random random) {
        if (random.nextInt(4) == 0) {
            throw new IllegalStateException("killed");
        }
    }

    private static List<String> ids(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("custom_id").asText()).toList();
    }
}
