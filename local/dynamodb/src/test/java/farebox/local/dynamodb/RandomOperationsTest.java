package farebox.local.dynamodb;

import static farebox.local.dynamodb.Attributes.item;
import static farebox.local.dynamodb.Attributes.n;
import static farebox.local.dynamodb.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.dynamodb.value.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Random operations leave in the table, its index and its stream what they leave in a map in memory. */
final class RandomOperationsTest {
    private static final String TABLE = "rows";
    private static final int OPERATIONS = 700;
    private static final int BETWEEN_RESTARTS = 250;
    private static final int IDS = 3;
    private static final int NUMBERS = 6;

    @TempDir
    private Path folder;

    private DynamoFixture fixture;
    private final Map<Key, Map<String, AttributeValue>> model =
            new TreeMap<>(Comparator.comparing(Key::id).thenComparing(Key::nr));

    @BeforeEach
    void open() {
        fixture = DynamoFixture.in(folder);
        KeySchema keys = KeySchema.of(new KeyAttribute("id", ValueType.S), new KeyAttribute("nr", ValueType.N));
        KeySchema byColour = KeySchema.of(new KeyAttribute("colour", ValueType.S), new KeyAttribute("v", ValueType.N));
        fixture.dynamo()
                .create(TableDefinition.of(TABLE, keys)
                        .withIndexes(List.of(IndexDefinition.ofAll("by-colour", byColour)))
                        .withStream(StreamView.NEW_IMAGE));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void operations_agreeWithTheModel(long seed) {
        Random random = new Random(seed);
        for (int operation = 1; operation <= OPERATIONS; operation++) {
            one(random);
            if (operation % BETWEEN_RESTARTS == 0) {
                fixture.close();
                fixture = DynamoFixture.in(folder);
            }
        }
        assertThat(fixture.tables().scan(scan -> scan.tableName(TABLE)).items())
                .containsExactlyElementsOf(model.values());
        assertThat(replayedStream()).isEqualTo(new HashMap<>(model));
    }

    private void one(Random random) {
        Key key = key(random);
        switch (random.nextInt(10)) {
            case 0, 1 -> put(key, random.nextInt(100), random);
            case 2 -> putIfAbsent(key, random.nextInt(100));
            case 3, 4 -> add(key, random.nextInt(-9, 9));
            case 5 -> paint(key, random);
            case 6 -> delete(key);
            case 7 -> transact(key, key(random));
            case 8 -> query(key.id, random);
            default -> queryIndex(random);
        }
        assertThat(fixture.tables()
                        .getItem(get -> get.tableName(TABLE).key(key.item()))
                        .item())
                .isEqualTo(model.getOrDefault(key, Map.of()));
    }

    private void put(Key key, int value, Random random) {
        Map<String, AttributeValue> whole = key.with("v", n(value));
        if (random.nextBoolean()) {
            whole.put("colour", colour(random));
        }
        fixture.tables().putItem(put -> put.tableName(TABLE).item(whole));
        model.put(key, whole);
    }

    private void putIfAbsent(Key key, int value) {
        boolean done = true;
        try {
            fixture.tables()
                    .putItem(put -> put.tableName(TABLE)
                            .item(key.with("v", n(value)))
                            .conditionExpression("attribute_not_exists(id)"));
        } catch (ConditionalCheckFailedException e) {
            done = false;
        }
        assertThat(done).isEqualTo(!model.containsKey(key));
        model.putIfAbsent(key, key.with("v", n(value)));
    }

    private void add(Key key, int amount) {
        fixture.tables()
                .updateItem(update -> update.tableName(TABLE)
                        .key(key.item())
                        .updateExpression("ADD v :d")
                        .expressionAttributeValues(item(":d", amount)));
        Map<String, AttributeValue> old = model.getOrDefault(key, key.item());
        Map<String, AttributeValue> changed = new HashMap<>(old);
        changed.put("v", n(value(old) + amount));
        model.put(key, changed);
    }

    private void paint(Key key, Random random) {
        AttributeValue colour = colour(random);
        boolean done = true;
        try {
            fixture.tables()
                    .updateItem(update -> update.tableName(TABLE)
                            .key(key.item())
                            .updateExpression("SET colour = :c")
                            .conditionExpression("v >= :limit")
                            .expressionAttributeValues(item(":c", colour, ":limit", 50)));
        } catch (ConditionalCheckFailedException e) {
            done = false;
        }
        assertThat(done).isEqualTo(model.containsKey(key) && value(row(key)) >= 50);
        if (done) {
            row(key).put("colour", colour);
        }
    }

    private void delete(Key key) {
        fixture.tables().deleteItem(delete -> delete.tableName(TABLE).key(key.item()));
        model.remove(key);
    }

    /** Moves one unit, if both rows are there. */
    private void transact(Key from, Key to) {
        if (from.equals(to)) {
            return;
        }
        boolean done = true;
        try {
            fixture.tables()
                    .transactWriteItems(transaction ->
                            transaction.transactItems(List.of(Map.entry(from, -1), Map.entry(to, 1)).stream()
                                    .map(leg -> TransactWriteItem.builder()
                                            .update(update -> update.tableName(TABLE)
                                                    .key(leg.getKey().item())
                                                    .updateExpression("SET v = v + :d")
                                                    .conditionExpression("attribute_exists(id)")
                                                    .expressionAttributeValues(item(":d", leg.getValue())))
                                            .build())
                                    .toList()));
        } catch (TransactionCanceledException e) {
            done = false;
        }
        assertThat(done).isEqualTo(model.containsKey(from) && model.containsKey(to));
        if (done) {
            row(from).put("v", n(value(row(from)) - 1));
            row(to).put("v", n(value(row(to)) + 1));
        }
    }

    private void query(String id, Random random) {
        int least = random.nextInt(NUMBERS);
        boolean forward = random.nextBoolean();
        int pageSize = random.nextInt(1, 4);

        List<Map<String, AttributeValue>> found = fixture
                .tables()
                .queryPaginator(query -> query.tableName(TABLE)
                        .keyConditionExpression("id = :id AND nr >= :least")
                        .expressionAttributeValues(item(":id", id, ":least", least))
                        .scanIndexForward(forward)
                        .limit(pageSize))
                .items()
                .stream()
                .toList();

        List<Map<String, AttributeValue>> expected = matching(entry -> entry.id.equals(id) && entry.nr >= least);
        assertThat(found).isEqualTo(forward ? expected : expected.reversed());
    }

    private void queryIndex(Random random) {
        AttributeValue colour = colour(random);

        List<Map<String, AttributeValue>> found = fixture
                .tables()
                .queryPaginator(query -> query.tableName(TABLE)
                        .indexName("by-colour")
                        .keyConditionExpression("colour = :c")
                        .expressionAttributeValues(item(":c", colour))
                        .limit(2))
                .items()
                .stream()
                .toList();

        assertThat(found).containsExactlyInAnyOrderElementsOf(matching(key -> colour.equals(row(key).get("colour"))));
        assertThat(found).extracting(RandomOperationsTest::value).isSorted();
    }

    private Map<Key, Map<String, AttributeValue>> replayedStream() {
        Map<Key, Map<String, AttributeValue>> replayed = new HashMap<>();
        String iterator = fixture.streams()
                .getShardIterator(get -> get.streamArn(fixture.dynamo().streamArn(TABLE))
                        .shardId(fixture.dynamo().shardId(TABLE))
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        for (Record record :
                fixture.streams().getRecords(get -> get.shardIterator(iterator)).records()) {
            Key key = Key.of(record.dynamodb().keys());
            if (record.dynamodb().hasNewImage()) {
                replayed.put(key, record.dynamodb().newImage());
            } else {
                replayed.remove(key);
            }
        }
        return replayed;
    }

    private List<Map<String, AttributeValue>> matching(Predicate<Key> wanted) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        model.forEach((key, whole) -> {
            if (wanted.test(key)) {
                found.add(whole);
            }
        });
        return found;
    }

    private Map<String, AttributeValue> row(Key key) {
        return Optional.ofNullable(model.get(key)).orElseThrow();
    }

    private static AttributeValue required(Map<String, AttributeValue> keys, String name) {
        return Optional.ofNullable(keys.get(name)).orElseThrow();
    }

    private static Key key(Random random) {
        return new Key("id-" + random.nextInt(IDS), random.nextInt(NUMBERS));
    }

    private static AttributeValue colour(Random random) {
        return s(List.of("red", "green", "blue").get(random.nextInt(3)));
    }

    private static int value(Map<String, AttributeValue> whole) {
        return Optional.ofNullable(whole.get("v"))
                .map(v -> Integer.parseInt(v.n()))
                .orElse(0);
    }

    private record Key(String id, int nr) {
        static Key of(Map<String, AttributeValue> keys) {
            return new Key(
                    required(keys, "id").s(),
                    Integer.parseInt(required(keys, "nr").n()));
        }

        Map<String, AttributeValue> item() {
            return Attributes.item("id", id, "nr", nr);
        }

        Map<String, AttributeValue> with(String name, AttributeValue value) {
            Map<String, AttributeValue> whole = item();
            whole.put(name, value);
            return whole;
        }
    }
}
