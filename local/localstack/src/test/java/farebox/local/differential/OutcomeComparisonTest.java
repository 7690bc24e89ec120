package farebox.local.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

final class OutcomeComparisonTest {
    private static final Outcome DONE = Outcome.answered(JsonNodeFactory.instance.objectNode());
    private static final Outcome NO_BUCKET = new Outcome(404, "NoSuchBucket", DONE.content());

    private final OutcomeComparison outcomeComparison = new OutcomeComparison(S3Difference.values());

    @Test
    void aKnownDifferenceIsNoFault() {
        outcomeComparison.agree("step 1", DeleteObjectRequest.builder().build(), DONE, NO_BUCKET);

        outcomeComparison.refuseUnexplained();
    }

    @Test
    void anotherOneIs_andIsToldWhole() {
        outcomeComparison.agree(
                "seed 7, step 1", GetObjectRequest.builder().key("k").build(), DONE, NO_BUCKET);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(outcomeComparison::refuseUnexplained)
                .withMessageContainingAll("seed 7, step 1", "Key=k", "200", "404 NoSuchBucket");
    }

    @Test
    void aKnownDifferenceThatDoesNotHappenIsAFault() {
        assertThat(outcomeComparison.agree(
                        "step 1", DeleteObjectRequest.builder().build(), DONE, DONE))
                .isTrue();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(outcomeComparison::refuseUnmet)
                .withMessageContaining("DELETED_NOWHERE");
    }
}
