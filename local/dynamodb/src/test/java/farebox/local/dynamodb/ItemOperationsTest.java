package farebox.local.dynamodb;

import static farebox.local.dynamodb.Attributes.item;
import static farebox.local.dynamodb.Attributes.list;
import static farebox.local.dynamodb.Attributes.map;
import static farebox.local.dynamodb.Attributes.n;
import static farebox.local.dynamodb.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.dynamodb.value.ValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Single items, through the real SDK. */
final class ItemOperationsTest {
    private static final String TABLE = "things";

    @TempDir
    private Path folder;

    private DynamoFixture fixture;
    private DynamoDbClient tables;

    @BeforeEach
    void open() {
        fixture = DynamoFixture.in(folder);
        tables = fixture.tables();
        fixture.dynamo().create(TableDefinition.of(TABLE, KeySchema.of(new KeyAttribute("id", ValueType.S))));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void get_answersWhatWasPut() {
        Map<String, AttributeValue> whole = item(
                "id", "a",
                "number", n("-1.50E2"),
                "nothing", AttributeValue.fromNul(true),
                "flag", true,
                "bytes", Attributes.b((byte) 0, (byte) -1),
                "list", list(s("x"), n(1), map("deep", list())),
                "texts", AttributeValue.fromSs(List.of("q", "p")),
                "numbers", AttributeValue.fromNs(List.of("3", "1.0")),
                "empty", "");

        tables.putItem(put -> put.tableName(TABLE).item(whole));

        Map<String, AttributeValue> found = get("a");
        assertThat(found).containsEntry("number", n("-150"));
        assertThat(found).containsEntry("numbers", AttributeValue.fromNs(List.of("3", "1")));
        assertThat(found).containsEntry("list", whole.get("list"));
        assertThat(found).containsEntry("bytes", whole.get("bytes"));
        assertThat(found).containsEntry("texts", whole.get("texts"));
        assertThat(found.keySet()).isEqualTo(whole.keySet());
    }

    @Test
    void get_ofNothing_hasNoItem() {
        assertThat(tables.getItem(get -> get.tableName(TABLE).key(item("id", "none")))
                        .hasItem())
                .isFalse();
    }

    @Test
    void put_onlyIfAbsent_isRefusedTheSecondTimeAndShowsTheFirst() {
        putIfAbsent("a", 1);

        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> putIfAbsent("a", 2))
                .satisfies(error -> assertThat(error.item()).isEqualTo(item("id", "a", "v", 1)))
                .withMessageStartingWith("The conditional request failed");
        assertThat(get("a")).containsEntry("v", n(1));
    }

    @Test
    void put_intoNoTable_isNotFound() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> tables.putItem(put -> put.tableName("absent").item(item("id", "a"))))
                .withMessageStartingWith("Requested resource not found");
    }

    @Test
    void delete_answersWhatWasThere() {
        putIfAbsent("a", 1);

        Map<String, AttributeValue> old = tables.deleteItem(
                        delete -> delete.tableName(TABLE).key(item("id", "a")).returnValues(ReturnValue.ALL_OLD))
                .attributes();

        assertThat(old).isEqualTo(item("id", "a", "v", 1));
        assertThat(get("a")).isEmpty();
    }

    @Test
    void update_makesTheItemIfItIsNotThere() {
        update("SET v = if_not_exists(v, :v) + :v", item(":v", 5));
        update("SET v = if_not_exists(v, :v) + :v", item(":v", 5));

        assertThat(get("a")).isEqualTo(item("id", "a", "v", 15));
    }

    @Test
    void update_removesThePlacesThatTheListHadBefore() {
        update("SET l = :l", item(":l", list(s("0"), s("1"), s("2"), s("3"))));

        update("REMOVE l[1], l[2]", Map.of());
        update("SET l[9] = :nine, l[7] = :seven", item(":nine", "9", ":seven", "7"));

        assertThat(get("a")).containsEntry("l", list(s("0"), s("3"), s("7"), s("9")));
    }

    @Test
    void update_everyRightSideSeesTheItemAsItWas() {
        update("SET a = :one, b = :two", item(":one", 1, ":two", 2));

        update("SET a = b, b = a", Map.of());

        assertThat(get("a")).containsEntry("a", n(2)).containsEntry("b", n(1));
    }

    @Test
    void update_addsToAndDeletesFromSets() {
        update("ADD tags :tags", item(":tags", AttributeValue.fromSs(List.of("a", "b"))));
        update("ADD tags :tags", item(":tags", AttributeValue.fromSs(List.of("b", "c"))));
        update("DELETE tags :tags", item(":tags", AttributeValue.fromSs(List.of("a"))));

        assertThat(get("a")).containsEntry("tags", AttributeValue.fromSs(List.of("b", "c")));

        update("DELETE tags :tags", item(":tags", AttributeValue.fromSs(List.of("b", "c"))));

        assertThat(get("a")).doesNotContainKey("tags");
    }

    @ParameterizedTest
    @MethodSource
    void update_answersWhatIsAskedFor(ReturnValue wanted, Map<String, AttributeValue> expected) {
        update("SET v = :v, kept = :v, m = :m", item(":v", 1, ":m", map("x", 1, "y", 2)));

        UpdateItemResponse answer = tables.updateItem(request -> request.tableName(TABLE)
                .key(item("id", "a"))
                .updateExpression("SET v = v + :d, m.x = :d")
                .expressionAttributeValues(item(":d", 9))
                .returnValues(wanted));

        assertThat(answer.attributes()).isEqualTo(expected);
    }

    static Stream<Arguments> update_answersWhatIsAskedFor() {
        return Stream.of(
                Arguments.of(ReturnValue.NONE, Map.of()),
                Arguments.of(ReturnValue.ALL_OLD, item("id", "a", "v", 1, "kept", 1, "m", map("x", 1, "y", 2))),
                Arguments.of(ReturnValue.ALL_NEW, item("id", "a", "v", 10, "kept", 1, "m", map("x", 9, "y", 2))),
                Arguments.of(ReturnValue.UPDATED_OLD, item("v", 1, "m", map("x", 1))),
                Arguments.of(ReturnValue.UPDATED_NEW, item("v", 10, "m", map("x", 9))));
    }

    @Test
    void consumedCapacity_countsBegunKibibytes() {
        AttributeValue large = s("x".repeat(2_000));

        double written = tables.putItem(put -> put.tableName(TABLE)
                        .item(item("id", "a", "large", large))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits();
        double read = tables.getItem(get ->
                        get.tableName(TABLE).key(item("id", "a")).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits();

        assertThat(written).isEqualTo(2);
        assertThat(read).isEqualTo(0.5);
    }

    @Test
    void put_overTheLargestSize_isRefused() {
        AttributeValue large = s("x".repeat(400 * 1024));

        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> tables.putItem(put -> put.tableName(TABLE).item(item("id", "a", "large", large))))
                .withMessageStartingWith("Item size has exceeded the maximum allowed size");
    }

    private void putIfAbsent(String id, int value) {
        tables.putItem(put -> put.tableName(TABLE)
                .item(item("id", id, "v", value))
                .conditionExpression("attribute_not_exists(id)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }

    private void update(String expression, Map<String, AttributeValue> values) {
        tables.updateItem(request -> {
            request.tableName(TABLE).key(item("id", "a")).updateExpression(expression);
            if (!values.isEmpty()) {
                request.expressionAttributeValues(values);
            }
        });
    }

    private Map<String, AttributeValue> get(String id) {
        return tables.getItem(get -> get.tableName(TABLE).key(item("id", id)).consistentRead(true))
                .item();
    }
}
