package farebox.local.dynamodb;

import static farebox.local.dynamodb.Attributes.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.dynamodb.value.ValueType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/** The API of streams, through the real SDK. */
final class StreamApiTest {
    private static final String TABLE = "events";

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
    void sdk_readsTheShardFromBothEnds() {
        create(StreamView.NEW_AND_OLD_IMAGES);
        String stream = fixture.streams()
                .listStreams(list -> list.tableName(TABLE))
                .streams()
                .getFirst()
                .streamArn();
        assertThat(stream).isEqualTo(fixture.dynamo().streamArn(TABLE));
        String shard = fixture.streams()
                .describeStream(describe -> describe.streamArn(stream))
                .streamDescription()
                .shards()
                .getFirst()
                .shardId();
        assertThat(shard).isEqualTo(fixture.dynamo().shardId(TABLE));
        put("a", 1);

        String latest = iterator(stream, shard, ShardIteratorType.LATEST);
        put("a", 2);

        List<Record> all = records(iterator(stream, shard, ShardIteratorType.TRIM_HORIZON));
        assertThat(all).extracting(Record::eventName).containsExactly(OperationType.INSERT, OperationType.MODIFY);
        List<Record> last = records(latest);
        assertThat(last).hasSize(1);
        assertThat(last.getFirst().dynamodb().oldImage()).isEqualTo(item("id", "a", "v", 1));
        assertThat(last.getFirst().dynamodb().newImage()).isEqualTo(item("id", "a", "v", 2));
        assertThat(last.getFirst().dynamodb().approximateCreationDateTime()).isEqualTo(DynamoFixture.START);
    }

    @Test
    void sdk_goesOnWithTheNextIterator() {
        create(StreamView.KEYS_ONLY);
        put("a", 1);
        put("b", 1);
        String stream = fixture.dynamo().streamArn(TABLE);
        String start = iterator(stream, fixture.dynamo().shardId(TABLE), ShardIteratorType.TRIM_HORIZON);

        String next = fixture.streams()
                .getRecords(get -> get.shardIterator(start).limit(1))
                .nextShardIterator();

        assertThat(records(next)).extracting(record -> record.dynamodb().keys()).containsExactly(item("id", "b"));
    }

    @Test
    void sdk_asksForAStreamThatIsNotThere() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> fixture.streams().describeStream(describe -> describe.streamArn("a".repeat(40))));
    }

    private void create(StreamView view) {
        fixture.dynamo()
                .create(TableDefinition.of(TABLE, KeySchema.of(new KeyAttribute("id", ValueType.S)))
                        .withStream(view));
    }

    private void put(String id, int value) {
        fixture.tables().putItem(put -> put.tableName(TABLE).item(item("id", id, "v", value)));
    }

    private String iterator(String stream, String shard, ShardIteratorType type) {
        return fixture.streams()
                .getShardIterator(get -> get.streamArn(stream).shardId(shard).shardIteratorType(type))
                .shardIterator();
    }

    private List<Record> records(String iterator) {
        return fixture.streams().getRecords(get -> get.shardIterator(iterator)).records();
    }
}
