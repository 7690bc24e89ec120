package farebox.local.differential;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.dynamodb.DynamoFixture;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** DynamoDB: items, ranges, batches, transactions and streams. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DynamoIT {
    private static final int STEPS = 500;

    private final OutcomeComparison outcomeComparison = new OutcomeComparison(DynamoDifference.values());

    private DynamoFixture endpoint;
    private DynamoSide emulator;
    private DynamoSide localstack;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        URI asked = LocalStackAddress.asked();
        endpoint = DynamoFixture.in(folder);
        emulator = new DynamoSide(endpoint.url());
        localstack = new DynamoSide(asked);
    }

    @AfterAll
    void stop() {
        emulator.close();
        localstack.close();
        endpoint.close();
    }

    /** After all seeds: a list of differences that only grows would hide the next one. */
    @AfterAll
    void everyKnownDifferenceHappened() {
        outcomeComparison.refuseUnmet();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyRequestComesToTheSame(long seed) {
        DynamoRequests requests = new DynamoRequests(new Random(seed));
        DynamoTables.definitions().forEach(table -> {
            emulator.create(table);
            localstack.create(table);
        });
        for (int step = 1; step <= STEPS; step++) {
            DynamoDbRequest request = requests.next();
            Outcome ours = emulator.run(request);
            Outcome theirs = localstack.run(request);
            outcomeComparison.agree("seed " + seed + ", step " + step, request, ours, theirs);
            if (!ours.leavesTheSame(theirs)) {
                DynamoTables.NAMES.forEach(this::level);
            }
        }
        outcomeComparison.refuseUnexplained();
        DynamoTables.NAMES.forEach(this::compare);
    }

    private void compare(String table) {
        assertThat(localstack.items(table, DynamoTables.keyNames(table)))
                .isEqualTo(emulator.items(table, DynamoTables.keyNames(table)));
    }

    /** Brings LocalStack's table to the state of ours, so that one difference is not followed by a hundred others. */
    private void level(String table) {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> wanted =
                emulator.items(table, DynamoTables.keyNames(table));
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> found =
                localstack.items(table, DynamoTables.keyNames(table));
        Set<Map<String, AttributeValue>> keys = new HashSet<>(wanted.keySet());
        keys.addAll(found.keySet());
        for (Map<String, AttributeValue> key : keys) {
            Map<String, AttributeValue> item = wanted.getOrDefault(key, Map.of());
            if (!item.equals(found.get(key))) {
                localstack.run(
                        item.isEmpty()
                                ? DeleteItemRequest.builder()
                                        .tableName(table)
                                        .key(key)
                                        .build()
                                : PutItemRequest.builder()
                                        .tableName(table)
                                        .item(item)
                                        .build());
            }
        }
    }
}
