package farebox.local.dynamodb;

import static farebox.local.dynamodb.Attributes.item;
import static farebox.local.dynamodb.Attributes.n;
import static farebox.local.dynamodb.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.dynamodb.value.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Query and Scan, on tables and indexes, through the real SDK. */
final class QueryTest {
    private static final KeyAttribute SERIES = new KeyAttribute("series", ValueType.S);

    @TempDir
    private Path folder;

    private DynamoFixture fixture;
    private DynamoDbClient tables;

    @BeforeEach
    void open() {
        fixture = DynamoFixture.in(folder);
        tables = fixture.tables();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nr = :a                  | 2             |      | 2
            nr < :a                  | 2             |      | -10.5,-1,0,1
            nr <= :a                 | 2             |      | -10.5,-1,0,1,2
            nr > :a                  | 2             |      | 2.5,10,1000
            nr >= :a                 | 2             |      | 2,2.5,10,1000
            nr BETWEEN :a AND :b     | -1            | 2.5  | -1,0,1,2,2.5
            :a < nr                  | 2             |      | 2.5,10,1000
            """)
    void query_ordersNumbersByValue(String term, String first, String last, String expected) {
        create(KeySchema.of(SERIES, new KeyAttribute("nr", ValueType.N)));
        List.of("10", "-1", "2.5", "0", "1000", "2", "-10.5", "1").forEach(nr -> put(item("series", "a", "nr", n(nr))));
        put(item("series", "b", "nr", 2));
        Map<String, AttributeValue> values = new HashMap<>(item(":s", "a", ":a", n(first)));
        if (last != null) {
            values.put(":b", n(last));
        }

        QueryResponse answer = tables.query(query -> query.tableName("rows")
                .keyConditionExpression("series = :s AND " + term)
                .expressionAttributeValues(values));

        assertThat(answer.items()).extracting(item -> text(item, "nr")).containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            begins_with(slot, :a)    | 2026-02       | -          | 2026-02,2026-02-01,2026-02-28
            slot = :a                | 2026-02       | -          | 2026-02
            slot < :a                | 2026-02-01    | -          | 2026-01-31,2026-02
            slot BETWEEN :a AND :b   | 2026-02-01    | 2026-02-28 | 2026-02-01,2026-02-28
            """)
    void query_ordersTextByItsBytes(String term, String first, String last, String expected) {
        createSlots();
        List.of("2026-02-28", "2026-02", "2026-03-01", "2026-02-01", "2026-01-31")
                .forEach(slot -> put(item("series", "a", "slot", slot)));
        Map<String, AttributeValue> values = new HashMap<>(item(":s", "a", ":a", first));
        if (last != null) {
            values.put(":b", s(last));
        }

        QueryResponse answer = tables.query(query -> query.tableName("rows")
                .keyConditionExpression("series = :s AND " + term)
                .expressionAttributeValues(values));

        assertThat(answer.items()).extracting(item -> text(item, "slot")).containsExactly(expected.split(","));
    }

    @Test
    void query_backwards_isTheReverse() {
        createSlots();
        put("a", 5);

        List<String> backwards = slots(query().scanIndexForward(false).build());

        assertThat(backwards).containsExactly("4", "3", "2", "1", "0");
    }

    @ParameterizedTest
    @CsvSource({"true,1", "true,2", "true,5", "true,6", "false,1", "false,2", "false,5"})
    void query_inPages_meetsEveryItemOnce(boolean forward, int limit) {
        createSlots();
        put("a", 5);
        put("b", 3);

        List<String> seen = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryRequest.Builder page = query().limit(limit).scanIndexForward(forward);
            QueryResponse answer = tables.query((start.isEmpty() ? page : page.exclusiveStartKey(start)).build());
            assertThat(answer.count()).isLessThanOrEqualTo(limit);
            answer.items().forEach(found -> seen.add(text(found, "slot")));
            start = answer.lastEvaluatedKey();
        } while (!start.isEmpty());

        assertThat(seen).isEqualTo(forward ? List.of("0", "1", "2", "3", "4") : List.of("4", "3", "2", "1", "0"));
    }

    @Test
    void query_filtersAfterCountingTheLimit() {
        createSlots();
        put("a", 5);

        QueryResponse answer = tables.query(query().limit(3)
                .filterExpression("v >= :two")
                .expressionAttributeValues(item(":s", "a", ":two", 2))
                .build());

        assertThat(answer.items()).extracting(item -> text(item, "slot")).containsExactly("2");
        assertThat(answer.scannedCount()).isEqualTo(3);
        assertThat(answer.lastEvaluatedKey()).isEqualTo(item("series", "a", "slot", "2"));
    }

    @Test
    void query_endsAPageAfterOneMebibyte() {
        createSlots();
        String large = "x".repeat(300_000);
        for (int slot = 0; slot < 6; slot++) {
            put(item("series", "a", "slot", String.valueOf(slot), "large", large));
        }

        QueryResponse first = tables.query(
                query().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());

        assertThat(first.count()).isEqualTo(4);
        assertThat(first.consumedCapacity().capacityUnits()).isEqualTo(146.5);
        assertThat(slots(query().exclusiveStartKey(first.lastEvaluatedKey()).build()))
                .containsExactly("4", "5");
    }

    @Test
    void query_countsWithoutItems() {
        createSlots();
        put("a", 5);

        QueryResponse answer = tables.query(query().select(Select.COUNT).build());

        assertThat(answer.count()).isEqualTo(5);
        assertThat(answer.hasItems()).isFalse();
    }

    @Test
    void query_ofAnIndex_findsOnlyItemsThatHaveItsKeys() {
        KeySchema keys = KeySchema.of(new KeyAttribute("owner", ValueType.S), new KeyAttribute("nr", ValueType.N));
        IndexDefinition index =
                new IndexDefinition("by-owner", keys, IndexDefinition.Projected.INCLUDE, List.of("colour"));
        fixture.dynamo()
                .create(TableDefinition.of("rows", KeySchema.of(new KeyAttribute("id", ValueType.S)))
                        .withIndexes(List.of(index)));
        put(item("id", "1", "owner", "ann", "nr", 2, "colour", "red", "left", "out"));
        put(item("id", "2", "owner", "ann", "nr", 1));
        put(item("id", "3", "owner", "ann"));
        put(item("id", "4", "owner", "bob", "nr", 3));
        put(item("id", "5", "owner", "ann", "nr", 2));
        tables.updateItem(update -> update.tableName("rows")
                .key(item("id", "4"))
                .updateExpression("SET #o = :ann")
                .expressionAttributeNames(Map.of("#o", "owner"))
                .expressionAttributeValues(item(":ann", "ann")));
        tables.deleteItem(delete -> delete.tableName("rows").key(item("id", "5")));

        QueryRequest.Builder ann = QueryRequest.builder()
                .tableName("rows")
                .indexName("by-owner")
                .keyConditionExpression("#o = :o")
                .expressionAttributeNames(Map.of("#o", "owner"))
                .expressionAttributeValues(item(":o", "ann"));
        QueryResponse answer = tables.query(ann.build());

        assertThat(answer.items())
                .containsExactly(
                        item("id", "2", "owner", "ann", "nr", 1),
                        item("id", "1", "owner", "ann", "nr", 2, "colour", "red"),
                        item("id", "4", "owner", "ann", "nr", 3));
        QueryResponse page = tables.query(ann.limit(1).build());
        assertThat(page.lastEvaluatedKey()).isEqualTo(item("id", "2", "owner", "ann", "nr", 1));
        assertThat(tables.query(ann.exclusiveStartKey(page.lastEvaluatedKey()).build())
                        .items())
                .containsExactly(item("id", "1", "owner", "ann", "nr", 2, "colour", "red"));
    }

    @Test
    void scan_filtersAndProjects() {
        createSlots();
        put("a", 3);

        ScanResponse answer = tables.scan(scan -> scan.tableName("rows")
                .filterExpression("slot IN (:one, :two) AND v <> :v")
                .projectionExpression("slot")
                .expressionAttributeValues(item(":one", "1", ":two", "2", ":v", 1)));

        assertThat(answer.items()).containsExactly(item("slot", "2"));
        assertThat(answer.scannedCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 256})
    void scan_inSegments_hasEachItemOnce(int segments) {
        createSlots();
        List.of("a", "acme", "b", "m", "z", "é", "~").forEach(series -> put(series, 5));

        List<Map<String, AttributeValue>> items = IntStream.range(0, segments)
                .mapToObj(segment -> tables.scanPaginator(scan -> scan.tableName("rows")
                        .segment(segment)
                        .totalSegments(segments)
                        .limit(2)))
                .flatMap(pages -> pages.items().stream())
                .toList();

        assertThat(items).hasSize(35).doesNotHaveDuplicates();
    }

    @Test
    void scan_refusesASegmentThatIsNone() {
        createSlots();

        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() ->
                        tables.scan(scan -> scan.tableName("rows").segment(2).totalSegments(2)))
                .withMessageContaining("Segment: 2 is not less than TotalSegments: 2");
        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> tables.scan(scan -> scan.tableName("rows").segment(0)))
                .withMessageContaining("The TotalSegments parameter is required");
    }

    private void createSlots() {
        create(KeySchema.of(SERIES, new KeyAttribute("slot", ValueType.S)));
    }

    private void create(KeySchema keys) {
        fixture.dynamo().create(TableDefinition.of("rows", keys));
    }

    private void put(String series, int slots) {
        for (int slot = 0; slot < slots; slot++) {
            put(item("series", series, "slot", String.valueOf(slot), "v", slot));
        }
    }

    private void put(Map<String, AttributeValue> whole) {
        tables.putItem(put -> put.tableName("rows").item(whole));
    }

    private static QueryRequest.Builder query() {
        return QueryRequest.builder()
                .tableName("rows")
                .keyConditionExpression("series = :s")
                .expressionAttributeValues(item(":s", "a"));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = Optional.ofNullable(item.get(name)).orElseThrow();
        return value.n() == null ? value.s() : value.n();
    }

    private List<String> slots(QueryRequest request) {
        return tables.query(request).items().stream()
                .map(found -> text(found, "slot"))
                .toList();
    }
}
