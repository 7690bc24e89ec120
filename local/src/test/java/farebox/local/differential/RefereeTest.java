package farebox.local.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

final class RefereeTest {
    private static final Outcome DONE = Outcome.answered(JsonNodeFactory.instance.objectNode());
    private static final Outcome NO_BUCKET = new Outcome(404, "NoSuchBucket", DONE.content());

    private final Referee referee = new Referee(S3Difference.values());

    @Test
    void aKnownDifferenceIsNoFault() {
        referee.agree("step 1", DeleteObjectRequest.builder().build(), DONE, NO_BUCKET);

        referee.refuseUnexplained();
    }

    @Test
    void anotherOneIs_andIsToldWhole() {
        referee.agree("seed 7, step 1", GetObjectRequest.builder().key("k").build(), DONE, NO_BUCKET);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(referee::refuseUnexplained)
                .withMessageContainingAll("seed 7, step 1", "Key=k", "200", "404 NoSuchBucket");
    }

    @Test
    void aKnownDifferenceThatDoesNotHappenIsAFault() {
        assertThat(referee.agree("step 1", DeleteObjectRequest.builder().build(), DONE, DONE))
                .isTrue();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(referee::refuseUnmet)
                .withMessageContaining("DELETED_NOWHERE");
    }
}
