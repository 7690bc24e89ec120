package farebox.local.dynamodb;

import static farebox.local.dynamodb.Attributes.item;
import static farebox.local.dynamodb.Attributes.n;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.dynamodb.value.ValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Transactions and batches, through the real SDK. */
final class TransactionTest {
    private static final String TABLE = "rows";

    @TempDir
    private Path folder;

    private DynamoFixture fixture;
    private DynamoDbClient tables;

    @BeforeEach
    void open() {
        fixture = DynamoFixture.in(folder);
        tables = fixture.tables();
        fixture.dynamo()
                .create(TableDefinition.of(TABLE, KeySchema.of(new KeyAttribute("id", ValueType.S)))
                        .withStream(StreamView.KEYS_ONLY));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void transaction_doesAllItsWrites() {
        put("old", 1);
        put("gone", 1);

        tables.transactWriteItems(transaction -> transaction.transactItems(
                putIfAbsent("new", 1),
                TransactWriteItem.builder()
                        .update(update -> update.tableName(TABLE)
                                .key(item("id", "old"))
                                .updateExpression("ADD v :one")
                                .expressionAttributeValues(item(":one", 1)))
                        .build(),
                TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(TABLE).key(item("id", "gone")))
                        .build(),
                TransactWriteItem.builder()
                        .conditionCheck(check -> check.tableName(TABLE)
                                .key(item("id", "other"))
                                .conditionExpression("attribute_not_exists(id)"))
                        .build()));

        assertThat(all()).containsExactly(item("id", "new", "v", 1), item("id", "old", "v", 2));
    }

    @Test
    void transaction_thatFailsHalfwayDoesNothingAndSaysWhyForEach() throws InterruptedException {
        put("taken", 7);
        int told = fixture.dynamo().read(TABLE, "", 100, Duration.ZERO).size();

        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() -> tables.transactWriteItems(
                        transaction -> transaction.transactItems(putIfAbsent("new", 1), putIfAbsent("taken", 2))))
                .withMessageStartingWith("Transaction cancelled, please refer cancellation reasons for specific"
                        + " reasons [None, ConditionalCheckFailed]")
                .satisfies(error -> {
                    assertThat(error.cancellationReasons())
                            .extracting(CancellationReason::code)
                            .containsExactly("None", "ConditionalCheckFailed");
                    assertThat(error.cancellationReasons().getLast().item()).isEqualTo(item("id", "taken", "v", 7));
                });
        assertThat(all()).containsExactly(item("id", "taken", "v", 7));
        assertThat(fixture.dynamo().read(TABLE, "", 100, Duration.ZERO)).hasSize(told);
    }

    @Test
    void transaction_withTheSameTokenIsDoneOnceInTenMinutes() {
        put("count", 0);

        add("token", 1);
        add("token", 1);
        fixture.clock().advance(Duration.ofMinutes(9));
        add("token", 1);
        assertThat(all()).containsExactly(item("id", "count", "v", 1));

        fixture.clock().advance(Duration.ofMinutes(2));
        add("token", 1);
        assertThat(all()).containsExactly(item("id", "count", "v", 2));
    }

    @Test
    void transaction_withTheTokenOfAnotherIsRefused() {
        add("token", 1);

        assertThatExceptionOfType(IdempotentParameterMismatchException.class).isThrownBy(() -> add("token", 2));
    }

    @Test
    void transaction_costsTwiceWhatItsWritesCost() {
        TransactWriteItemsResponse answer = tables.transactWriteItems(transaction -> transaction
                .transactItems(putIfAbsent("a", 1), putIfAbsent("b", 1))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

        assertThat(answer.consumedCapacity().getFirst().capacityUnits()).isEqualTo(4);
        assertThat(answer.consumedCapacity().getFirst().writeCapacityUnits()).isEqualTo(4);
    }

    @Test
    void transaction_namesNoItemTwice() {
        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> tables.transactWriteItems(
                        transaction -> transaction.transactItems(putIfAbsent("a", 1), putIfAbsent("a", 2))))
                .withMessageStartingWith("Transaction request cannot include multiple operations on one item");
    }

    private void add(String token, int amount) {
        tables.transactWriteItems(transaction -> transaction
                .clientRequestToken(token)
                .transactItems(TransactWriteItem.builder()
                        .update(update -> update.tableName(TABLE)
                                .key(item("id", "count"))
                                .updateExpression("ADD v :d")
                                .expressionAttributeValues(Map.of(":d", n(amount))))
                        .build()));
    }

    private static TransactWriteItem putIfAbsent(String id, int value) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(TABLE)
                        .item(item("id", id, "v", value))
                        .conditionExpression("attribute_not_exists(id)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private void put(String id, int value) {
        tables.putItem(put -> put.tableName(TABLE).item(item("id", id, "v", value)));
    }

    private List<Map<String, AttributeValue>> all() {
        return tables.scan(scan -> scan.tableName(TABLE)).items();
    }
}
