package farebox.local.dynamodb;

import static farebox.local.dynamodb.Attributes.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.dynamodb.value.ValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams, checkpoints and expiry: in process, as Lambda's pollers use them. */
@Timeout(60)
final class StreamTest {
    private static final String TABLE = "events";
    private static final Duration NO_WAIT = Duration.ZERO;

    @TempDir
    private Path folder;

    private DynamoFixture fixture;

    @BeforeEach
    void open() {
        fixture = DynamoFixture.in(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void record_hasTheFormOfLambdasEvent() throws Exception {
        create(StreamView.NEW_IMAGE);

        put("a", 1);

        JsonNode record = read("").getFirst();
        String sequence = "0".repeat(39) + "1";
        assertThat(record.path("eventName").asText()).isEqualTo("INSERT");
        assertThat(record.path("eventVersion").asText()).isEqualTo("1.1");
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:dynamodb");
        assertThat(record.path("awsRegion").asText()).isEqualTo("us-east-1");
        assertThat(record.path("eventSourceARN").asText())
                .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/events/stream/2026-03-01T12:00:00.000");
        assertThat(record.path("eventID").asText()).matches("[0-9a-f]{32}");
        assertThat(record.path("dynamodb"))
                .isEqualTo(new ObjectMapper().readTree("""
                {"ApproximateCreationDateTime": %d,
                 "Keys": {"id": {"S": "a"}},
                 "NewImage": {"id": {"S": "a"}, "v": {"N": "1"}},
                 "SequenceNumber": "%s", "SizeBytes": 9, "StreamViewType": "NEW_IMAGE"}
                """.formatted(DynamoFixture.START.getEpochSecond(), sequence)));
    }

    @ParameterizedTest
    @MethodSource
    void record_showsWhatTheViewSays(StreamView view, boolean showsNew, boolean showsOld) throws Exception {
        create(view);
        put("a", 1);
        put("a", 2);
        delete("a");

        List<JsonNode> records = read("");

        assertThat(records).extracting(StreamTest::name).containsExactly("INSERT", "MODIFY", "REMOVE");
        assertThat(records)
                .extracting(record -> record.path("dynamodb").has("NewImage"))
                .containsExactly(showsNew, showsNew, false);
        assertThat(records)
                .extracting(record -> record.path("dynamodb").has("OldImage"))
                .containsExactly(false, showsOld, showsOld);
    }

    static Stream<Arguments> record_showsWhatTheViewSays() {
        return Stream.of(
                Arguments.of(StreamView.KEYS_ONLY, false, false),
                Arguments.of(StreamView.NEW_IMAGE, true, false),
                Arguments.of(StreamView.OLD_IMAGE, false, true),
                Arguments.of(StreamView.NEW_AND_OLD_IMAGES, true, true));
    }

    @Test
    void write_thatChangesNothingIsNotTold() throws Exception {
        create(StreamView.NEW_IMAGE);

        put("a", 1);
        put("a", 1);
        delete("none");

        assertThat(read("")).hasSize(1);
    }

    @Test
    void read_goesOnAfterTheSequenceGiven() throws Exception {
        create(StreamView.KEYS_ONLY);
        put("a", 1);
        put("b", 1);
        put("c", 1);

        List<TableStreamRecord> first = fixture.dynamo().read(TABLE, "", 2, NO_WAIT);
        List<TableStreamRecord> second =
                fixture.dynamo().read(TABLE, first.getLast().sequence(), 2, NO_WAIT);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().sequence()).isGreaterThan(first.getLast().sequence());
        assertThat(fixture.dynamo().read(TABLE, second.getLast().sequence(), 2, NO_WAIT))
                .isEmpty();
    }

    @Test
    void read_waitsForTheFirstRecord() throws Exception {
        create(StreamView.KEYS_ONLY);
        CompletableFuture<List<TableStreamRecord>> reader = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                reader.complete(fixture.dynamo().read(TABLE, "", 10, Duration.ofSeconds(50)));
            } catch (InterruptedException e) {
                reader.completeExceptionally(e);
            }
        });

        put("a", 1);

        assertThat(reader.get()).hasSize(1);
    }

    @Test
    void read_thatIsInterruptedLeavesTheStoreOpen() throws Exception {
        create(StreamView.KEYS_ONLY);
        put("a", 1);

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> fixture.dynamo().read(TABLE, "", 10, NO_WAIT));
        Thread.currentThread().interrupt();
        fixture.dynamo().checkpoint("rollup", "7");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.dynamo().checkpoint("rollup")).isEqualTo("7");
        assertThat(read("")).hasSize(1);
    }

    @Test
    void sequence_goesOnAfterARestartAndAfterAllWasTrimmed() throws Exception {
        create(StreamView.KEYS_ONLY);
        put("a", 1);
        put("b", 1);
        restart();
        put("c", 1);
        assertThat(sequences()).containsExactly(1L, 2L, 3L);

        fixture.clock().advance(Duration.ofHours(25));
        fixture.dynamo().sweep();
        assertThat(sequences()).isEmpty();
        restart();
        put("d", 1);

        assertThat(sequences()).containsExactly(4L);
    }

    @Test
    void record_olderThanADayIsNoLongerRead() throws Exception {
        create(StreamView.KEYS_ONLY);
        put("a", 1);
        fixture.clock().advance(Duration.ofHours(23));
        put("b", 1);

        fixture.clock().advance(Duration.ofHours(2));

        assertThat(sequences()).containsExactly(2L);
    }

    @Test
    void checkpoint_survivesARestart() {
        assertThat(fixture.dynamo().checkpoint("rollup")).isEmpty();

        fixture.dynamo().checkpoint("rollup", "17");
        restart();

        assertThat(fixture.dynamo().checkpoint("rollup")).isEqualTo("17");
        assertThat(fixture.dynamo().checkpoint("another")).isEmpty();
    }

    @Test
    void sweep_deletesWhatHasExpiredAndTellsTheStreamWhoDidIt() throws Exception {
        fixture.dynamo().create(definition(StreamView.OLD_IMAGE).withExpiry(Optional.of("expiresAt")));
        long now = DynamoFixture.START.getEpochSecond();
        put("over", "expiresAt", now - 1);
        put("now", "expiresAt", now);
        put("text", "note", "no expiry");
        put("ages-ago", "expiresAt", 12);

        assertThat(fixture.dynamo().sweep()).isEqualTo(1);
        fixture.clock().advance(Duration.ofSeconds(1));
        assertThat(fixture.dynamo().sweep()).isEqualTo(1);

        List<JsonNode> removals = read("").stream()
                .filter(record -> name(record).equals("REMOVE"))
                .toList();
        assertThat(removals)
                .extracting(record -> record.at("/dynamodb/Keys/id/S").asText())
                .containsExactly("over", "now");
        assertThat(removals.getFirst().path("userIdentity"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"principalId\": \"dynamodb.amazonaws.com\", \"type\": \"Service\"}"));
    }

    private void restart() {
        fixture.close();
        DynamoFixture next = DynamoFixture.in(folder);
        next.clock()
                .advance(
                        Duration.between(next.clock().instant(), fixture.clock().instant()));
        fixture = next;
    }

    private void create(StreamView view) {
        fixture.dynamo().create(definition(view));
    }

    private static TableDefinition definition(StreamView view) {
        return TableDefinition.of(TABLE, KeySchema.of(new KeyAttribute("id", ValueType.S)))
                .withStream(view);
    }

    private void put(String id, int value) {
        put(id, "v", value);
    }

    private void put(String id, String name, Object value) {
        fixture.tables().putItem(put -> put.tableName(TABLE).item(item("id", id, name, value)));
    }

    private void delete(String id) {
        fixture.tables().deleteItem(delete -> delete.tableName(TABLE).key(item("id", id)));
    }

    private List<Long> sequences() throws Exception {
        return fixture.dynamo().read(TABLE, "", 100, NO_WAIT).stream()
                .map(record -> Long.parseLong(record.sequence()))
                .toList();
    }

    private List<JsonNode> read(String after) throws InterruptedException {
        return fixture.dynamo().read(TABLE, after, 100, NO_WAIT).stream()
                .map(StreamTest::parse)
                .toList();
    }

    private static JsonNode parse(TableStreamRecord record) {
        try {
            return new ObjectMapper().readTree(record.json());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(JsonNode record) {
        return record.path("eventName").asText();
    }
}
