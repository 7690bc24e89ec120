package farebox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

final class AwsRequestsTest {
    @Test
    void find_returnsWhatIsThere() {
        assertThat(AwsRequests.find("no", () -> "content")).contains("content");
    }

    @ParameterizedTest
    @CsvSource({"404, NoSuchKey", "404, ''", "412, PreconditionFailed"})
    void find_ofAnObjectThatIsMissingOrChanged_isEmpty(int status, String code) {
        assertThat(AwsRequests.find("no", failing(status, code))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, NoSuchBucket", "403, AccessDenied", "503, SlowDown"})
    void find_ofAnythingElse_isUnavailable(int status, String code) {
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> AwsRequests.find("objects cannot be read", failing(status, code)))
                .withMessageContaining("objects cannot be read");
    }

    @Test
    void call_hasTheOutcomeOfAStatusThatIsExpected() {
        assertThat(AwsRequests.call("no", Map.of(409, false), failing(409, "Conflict")))
                .isFalse();
    }

    @Test
    void call_thatGetsNoResponse_isUnavailable() {
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> AwsRequests.run("no", () -> {
                    throw SdkClientException.create("no route to host");
                }));
    }

    @Test
    void call_whoseResponseBreaksOff_isUnavailable() {
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> AwsRequests.run("no", () -> {
                    throw new UncheckedIOException(new IOException("connection reset"));
                }));
    }

    private static <T> Supplier<T> failing(int status, String code) {
        return () -> {
            throw AwsServiceException.builder()
                    .statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                    .build();
        };
    }
}
