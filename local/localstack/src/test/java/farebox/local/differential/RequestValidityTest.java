package farebox.local.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The wording that explains a difference must not be found where it is not, or it would explain too much. */
final class RequestValidityTest {
    @Test
    void comparesWithItself_alsoThroughAPlaceholder() {
        assertThat(RequestValidity.comparesWithItself(update("SET n = :v0", "#n < n")))
                .isTrue();
        assertThat(RequestValidity.comparesWithItself(update("SET n = :v0", "#n < v")))
                .isFalse();
        assertThat(RequestValidity.comparesWithItself(update("SET n = n", "v < :v0")))
                .isFalse();
    }

    @Test
    void ordersTheUnordered_onlyByItsType() {
        assertThat(RequestValidity.ordersTheUnordered(update("SET n = v", "v < :v1")))
                .isTrue();
        assertThat(RequestValidity.ordersTheUnordered(update("SET n = v", "v < :v0")))
                .isFalse();
    }

    @Test
    void updatesTwice_countsWholeAttributes() {
        assertThat(RequestValidity.updatesTwice(update("REMOVE #n, n", "v < :v0")))
                .isTrue();
        assertThat(RequestValidity.updatesTwice(update("REMOVE n SET v = :v0", "v < :v0")))
                .isFalse();
    }

    @Test
    void hasWrongOperand_looksAtEachActionOfItsKind() {
        assertThat(RequestValidity.hasWrongOperand(update("DELETE v :v1, #n :v0", "v < :v0")))
                .isTrue();
        assertThat(RequestValidity.hasWrongOperand(update("DELETE v :v1 ADD #n :v0", "v < :v0")))
                .isFalse();
    }

    @Test
    void readsWhatItChanges_onlyWhenAnotherActionChangesIt() {
        assertThat(RequestValidity.readsWhatItChanges(update("SET n = :v0, v = n", "v < :v0")))
                .isTrue();
        assertThat(RequestValidity.readsWhatItChanges(update("SET n = n + :v0, v = :v0", "v < :v0")))
                .isFalse();
    }

    private static UpdateItemRequest update(String expression, String condition) {
        return UpdateItemRequest.builder()
                .tableName("t")
                .updateExpression(expression)
                .conditionExpression(condition)
                .expressionAttributeNames(Map.of("#n", "n"))
                .expressionAttributeValues(
                        Map.of(":v0", AttributeValue.fromN("1"), ":v1", AttributeValue.fromSs(List.of("a"))))
                .build();
    }
}
