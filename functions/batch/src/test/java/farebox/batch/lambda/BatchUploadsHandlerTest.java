package farebox.batch.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.batch.StartUploadedBatch;
import farebox.batch.inference.UploadEndpoint;
import farebox.http.FakeContext;
import farebox.http.Json;
import farebox.kernel.PlanName;
import farebox.queue.DeadLetter;
import farebox.queue.RedrivePolicy;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class BatchUploadsHandlerTest {
    private static final String KEY = "batches/acme/mini/folder/x.jsonl";
    private static final String RESULTS = "batches/acme/mini/folder/x/";

    private final BatchScenario bench = new BatchScenario();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final BatchUploadsHandler handler = handler(
            tenant -> tenant.equals(BatchScenario.ACME) ? Optional.of(new PlanName("standard")) : Optional.empty());

    @Test
    void upload_isServedUnderItsPathInTheResults() {
        upload(KEY, """
                {"custom_id":"a","input":"one"}
                {"custom_id":"b","input":["two","three"]}
                {"custom_id":"c","input":7}
                """);

        assertThat(handle(message("1", KEY, "e1"))).isEmpty();
        bench.advance();

        List<JsonNode> output = BatchScenario.parsed(result("output.jsonl"));
        assertThat(output).extracting(line -> line.path("custom_id").asText()).containsExactly("a", "b");
        assertThat(output.get(1).at("/response/body/data")).hasSize(2);
        assertThat(BatchScenario.parsed(result("errors.jsonl")))
                .singleElement()
                .satisfies(line ->
                        assertThat(line.at("/response/status_code").asInt()).isEqualTo(400));
        JsonNode summary = new Json().object(result("summary.json"));
        assertThat(summary.path("request_counts"))
                .isEqualTo(new Json()
                        .object("{\"total\":3,\"completed\":2,\"failed\":1}".getBytes(StandardCharsets.UTF_8)));
        assertThat(bench.billedCalls()).isEqualTo(2);
    }

    @Test
    void eventsOfAllStates_areOneBatchEachAndTheNewestHasTheResults() {
        bench.uploads().put(KEY, "e3", "{\"custom_id\":\"a\",\"input\":\"one\"}".getBytes(StandardCharsets.UTF_8));
        List<SQSEvent.SQSMessage> messages = new ArrayList<>();
        for (int copy = 0; copy < 200; copy++) {
            messages.add(message("m" + copy, KEY, "e" + copy % 4));
        }
        Collections.shuffle(messages, new Random(1));

        assertThat(handle(messages.toArray(SQSEvent.SQSMessage[]::new))).isEmpty();
        bench.advance();

        assertThat(bench.executions()).isEqualTo(4);
        assertThat(bench.billedCalls()).isOne();
        assertThat(BatchScenario.parsed(result("output.jsonl"))).hasSize(1);
        assertThat(summary(RESULTS).path("status").asText()).isEqualTo("completed");
        assertThat(bench.objects().objects().keySet().stream()
                        .filter(key -> key.startsWith(RESULTS + "superseded/") && key.endsWith("summary.json")))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(summary(key.substring(0, key.length() - 12))
                                .path("errors")
                                .get(0)
                                .asText())
                        .contains("replaced or deleted"));
    }

    @Test
    void csv_isRowsOfTheModelInTheirOrder() {
        upload("batches/acme/plants/x.csv", """
                custom_id,length,width,colour
                a,1.5,2,"green
                and red"
                b,-1.5,2,
                c,many,2,red
                """);

        run("batches/acme/plants/x.csv");

        List<JsonNode> output = BatchScenario.parsed(at("batches/acme/plants/x/output.jsonl"));
        assertThat(output).extracting(line -> line.path("custom_id").asText()).containsExactly("a", "b");
        assertThat(output)
                .extracting(
                        line -> line.at("/response/body/predictions/0/label").asText())
                .containsExactly("yes", "no");
        JsonNode body = output.getFirst().at("/response/body");
        assertThat(body.path("model").asText()).isEqualTo("plants");
        assertThat(body.at("/predictions/0/probabilities")).hasSize(2);
        assertThat(BatchScenario.parsed(at("batches/acme/plants/x/errors.jsonl")))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("custom_id").asText()).isEqualTo("c");
                    assertThat(line.at("/response/status_code").asInt()).isEqualTo(400);
                    assertThat(line.at("/response/body/error/message").asText()).contains("'length' is of numbers");
                });
        assertThat(bench.billedCalls()).isEqualTo(2);
    }

    @Test
    void linesOfATableModel_haveRowsOrARowOrColumns() {
        upload("batches/acme/plants/x.jsonl", """
                {"custom_id":"rows","rows":[{"length":1,"width":2},{"length":-1,"width":2}]}
                {"custom_id":"row","row":{"length":1,"width":2}}
                {"length":-1,"width":2,"colour":"red"}
                """);

        run("batches/acme/plants/x.jsonl");

        assertThat(BatchScenario.parsed(at("batches/acme/plants/x/output.jsonl")))
                .extracting(line -> line.path("custom_id").asText() + " "
                        + line.at("/response/body/predictions").size()
                        + line.at("/response/body/predictions/0/label").asText())
                .containsExactly("rows 2yes", "row 1yes", "3 1no");
    }

    @Test
    void parquet_isRowsOfTheModelAndABrokenOneSaysSo() {
        upload("batches/acme/plants/x.parquet", resource("plain.parquet"));
        upload("batches/acme/plants/y.parquet", "PAR1 no PAR1".getBytes(StandardCharsets.UTF_8));

        run("batches/acme/plants/x.parquet");
        run("batches/acme/plants/y.parquet");

        assertThat(BatchScenario.parsed(at("batches/acme/plants/x/errors.jsonl")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(
                                line.at("/response/body/error/message").asText())
                        .contains("has a column '"));
        assertThat(summary("batches/acme/plants/y/").path("errors").get(0).asText())
                .contains("no readable Parquet file");
        assertThat(bench.billedCalls()).isZero();
    }

    @Test
    void tableWithABrokenRow_isNoBatchAndNamesTheLine() {
        upload("batches/acme/plants/x.csv", "length,width\n1,2\n3\n4,5\n");

        run("batches/acme/plants/x.csv");

        assertThat(summary("batches/acme/plants/x/").path("errors"))
                .singleElement()
                .satisfies(error -> assertThat(error.asText()).startsWith("line 3: the row has 1 values"));
        assertThat(bench.billedCalls()).isZero();
    }

    @Test
    void folderOfImages_isServedByNameOnceItIsReady() {
        String folder = "batches/acme/signs/x/images/";
        upload(folder + "b.png", image(255));
        upload(folder + "a.jpg", "no image".getBytes(StandardCharsets.UTF_8));
        upload(folder + "notes.txt", "not read".getBytes(StandardCharsets.UTF_8));
        upload(folder + "below/c.png", image(0));
        upload(folder + "_READY", new byte[0]);
        assertThat(handle(message("1", folder + "b.png", "e1"))).isEmpty();
        assertThat(bench.executions()).isZero();

        run(folder + "_READY");

        assertThat(BatchScenario.parsed(at("batches/acme/signs/x/output.jsonl")))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("custom_id").asText()).isEqualTo("b.png");
                    assertThat(line.at("/response/body/predictions/0/label").asText())
                            .isEqualTo("light");
                });
        assertThat(BatchScenario.parsed(at("batches/acme/signs/x/errors.jsonl")))
                .singleElement()
                .satisfies(line -> assertThat(line.path("custom_id").asText()).isEqualTo("a.jpg"));
        assertThat(bench.billedCalls()).isOne();
    }

    @Test
    void folderOfImages_showsWhatAModelFindsInEach() {
        String folder = "batches/acme/faces/x/images/";
        upload(folder + "a.png", image(255));
        upload(folder + "_READY", new byte[0]);

        run(folder + "_READY");

        assertThat(BatchScenario.parsed(at("batches/acme/faces/x/output.jsonl")))
                .singleElement()
                .satisfies(line -> assertThat(line.at("/response/body/predictions/0/objects"))
                        .extracting(object -> object.path("label").asText())
                        .containsExactly("face", "face"));
        assertThat(bench.billedCalls()).isOne();
    }

    @Test
    void imageThatChangesDuringTheRun_failsAlone() {
        String folder = "batches/acme/signs/x/images/";
        upload(folder + "a.png", image(255));
        upload(folder + "b.png", image(255));
        upload(folder + "_READY", new byte[0]);
        bench.before(task -> {
            if (task.path("task").asText().equals("chunk")) {
                bench.uploads().put(folder + "a.png", "e2", image(0));
            }
        });

        run(folder + "_READY");

        assertThat(BatchScenario.parsed(at("batches/acme/signs/x/output.jsonl")))
                .extracting(line -> line.path("custom_id").asText())
                .containsExactly("b.png");
        assertThat(BatchScenario.parsed(at("batches/acme/signs/x/errors.jsonl")))
                .singleElement()
                .satisfies(line -> assertThat(
                                line.at("/response/body/error/message").asText())
                        .contains("has been replaced or deleted"));
        assertThat(bench.billedCalls()).isOne();
    }

    @Test
    void lineThatNamesAnObject_readsNone() {
        upload("batches/other/signs/secret.png", image(255));
        upload("batches/acme/signs/x.jsonl", """
                {"custom_id":"a","object":{"key":"batches/other/signs/secret.png","etag":"e1"}}
                """);

        run("batches/acme/signs/x.jsonl");

        assertThat(BatchScenario.parsed(at("batches/acme/signs/x/errors.jsonl")))
                .singleElement()
                .satisfies(line -> assertThat(
                                line.at("/response/body/error/message").asText())
                        .contains("image is required"));
    }

    @Test
    void modelOfAnotherTenant_looksAsIfItWereNotThere() {
        upload("batches/acme/theirs/x.jsonl", "{\"custom_id\":\"a\",\"input\":\"one\"}");

        run("batches/acme/theirs/x.jsonl");

        assertThat(BatchScenario.parsed(at("batches/acme/theirs/x/errors.jsonl")))
                .singleElement()
                .satisfies(line ->
                        assertThat(line.at("/response/status_code").asInt()).isEqualTo(404));
        assertThat(bench.billedCalls()).isZero();
    }

    @Test
    void faultOfOneMessage_repeatsItAlone() {
        upload(KEY, "{\"custom_id\":\"a\",\"input\":\"one\"}");
        BatchUploadsHandler broken = handler(tenant -> {
            if (tenant.value().equals("broken")) {
                throw new IllegalStateException("no Failure");
            }
            return Optional.of(new PlanName("standard"));
        });

        assertThat(handle(broken, message("1", "batches/broken/mini/x.jsonl", "e1"), message("2", KEY, "e1")))
                .containsExactly("1");
        assertThat(bench.executions()).isOne();
    }

    @Test
    void messageThatFailsForTheFifthTime_isADeadLetterThatSaysWhy() {
        SQSEvent.SQSMessage message = message("m-1", KEY, "e1");
        message.setBody("no JSON");
        message.setAttributes(Map.of("ApproximateReceiveCount", "5"));

        assertThat(handle(message)).isEmpty();

        assertThat(deadLetters).singleElement().satisfies(letter -> {
            assertThat(letter.messageId()).isEqualTo("m-1");
            assertThat(letter.reason()).contains("no");
        });
    }

    @Test
    void sampleOfAnEvent_isServed() throws IOException {
        upload(KEY, "{\"custom_id\":\"a\",\"input\":\"one\"}");
        JsonNode record = new ObjectMapper()
                .readTree(Path.of("..", "..", "events", "batchuploads-upload.json")
                        .toFile())
                .at("/Records/0");
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(record.path("messageId").asText());
        message.setBody(record.path("body").asText());

        assertThat(handle(message)).isEmpty();

        assertThat(bench.executions()).isOne();
    }

    @Test
    void customIdOfAnyCharacters_isGivenBackAsItIs() {
        upload(KEY, "{\"custom_id\":\"\\\"ä\\\\\\n\\u0001\uD83D\uDE00\",\"input\":\"one\"}");

        run(KEY);

        assertThat(BatchScenario.parsed(result("output.jsonl")))
                .extracting(line -> line.path("custom_id").asText())
                .containsExactly("\"ä\\\n\u0001\uD83D\uDE00");
    }

    @Test
    void objectThatIsNoBatch_isLeftAlone() {
        assertThat(handle(
                        message("1", "batches/acme/mini/readme.txt", "e"),
                        message("2", "batches/acme/x.jsonl", "e"),
                        message("3", "batches/acme/MINI/x.jsonl", "e")))
                .isEmpty();
        assertThat(bench.executions()).isZero();
    }

    @Test
    void uploadOfAnUnknownTenant_isToldWhereItsResultsWouldBe() {
        upload(KEY, "{\"custom_id\":\"a\",\"input\":\"one\"}");

        assertThat(handle(message("1", "batches/nobody/mini/x.jsonl", "e"), message("2", KEY, "e")))
                .isEmpty();

        JsonNode summary = summary("batches/nobody/mini/x/");
        assertThat(summary.path("status").asText()).isEqualTo("failed");
        assertThat(summary.at("/errors/0").asText()).isEqualTo("there is no tenant nobody");
        assertThat(summary.at("/request_counts/total").asInt()).isZero();
        assertThat(bench.executions()).isOne();
    }

    @Test
    void messageThatIsNoEvent_isRepeatedByItself() {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("1");
        message.setBody("{");

        assertThat(handle(message)).containsExactly("1");
    }

    @Test
    void uploadThatIsNoBatch_saysSoInItsSummary() {
        upload(KEY, "{\"custom_id\":\"a\"}");

        handle(message("1", KEY, "e1"));
        bench.advance();

        JsonNode summary = new Json().object(result("summary.json"));
        assertThat(summary.path("status").asText()).isEqualTo("failed");
        assertThat(summary.path("errors").get(0).asText()).startsWith("line 1: input is required");
    }

    @Test
    void uploadThatIsGone_saysSoInItsSummary() {
        handle(message("1", KEY, "e1"));
        bench.advance();

        assertThat(new Json()
                        .object(result("summary.json"))
                        .path("errors")
                        .get(0)
                        .asText())
                .contains("replaced or deleted");
    }

    @Test
    void linesThatAreReplacedDuringTheRun_areServedAsTheyWere() {
        upload(KEY, "{\"custom_id\":\"a\",\"input\":\"one\"}\n{\"custom_id\":\"b\",\"input\":\"two\"}");
        bench.before(task -> {
            if (task.path("task").asText().equals("chunk")) {
                bench.uploads()
                        .put(KEY, "e2", "{\"custom_id\":\"c\",\"input\":\"six\"}".getBytes(StandardCharsets.UTF_8));
            }
        });

        run(KEY);

        assertThat(BatchScenario.parsed(result("output.jsonl")))
                .extracting(line -> line.path("custom_id").asText())
                .containsExactly("a", "b");
        assertThat(bench.billedCalls()).isEqualTo(2);
    }

    private void upload(String key, String content) {
        upload(key, content.getBytes(StandardCharsets.UTF_8));
    }

    private void upload(String key, byte[] content) {
        bench.uploads().put(key, "e1", content);
    }

    private void run(String key) {
        assertThat(handle(message("1", key, "e1"))).isEmpty();
        bench.advance();
    }

    private static byte[] resource(String name) {
        try (InputStream in = BatchUploadsHandlerTest.class.getResourceAsStream("/data/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG of one grey. */
    private static byte[] image(int grey) {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 16; i++) {
            image.getRaster().setSample(i % 4, i / 4, 0, grey);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, "png", png)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private byte[] result(String name) {
        return at(RESULTS + name);
    }

    private byte[] at(String key) {
        return bench.objects().objects().getOrDefault(key, new byte[0]);
    }

    private JsonNode summary(String folder) {
        return new Json().object(at(folder + "summary.json"));
    }

    private BatchUploadsHandler handler(StartUploadedBatch.Plans plans) {
        return new BatchUploadsHandler(
                new StartUploadedBatch(
                        new StartUploadedBatch.Stores(bench.records(), bench::start, bench.objects(), plans),
                        UploadEndpoint.PATH,
                        bench.clock()),
                new RedrivePolicy(5, deadLetters::add));
    }

    private List<String> handle(SQSEvent.SQSMessage... messages) {
        return handle(handler, messages);
    }

    private static List<String> handle(BatchUploadsHandler handler, SQSEvent.SQSMessage... messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(Arrays.asList(messages));
        return handler.handleRequest(event, new FakeContext("1a2b3c", 15_000)).getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static SQSEvent.SQSMessage message(String id, String key, String etag) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(id);
        message.setBody("{\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":{\"name\":\"uploads\"},"
                + "\"object\":{\"key\":\"%s\",\"etag\":\"%s\",\"sequencer\":\"00%s\"}}}".formatted(key, etag, etag));
        return message;
    }
}
