package farebox.inference.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.http.Json;
import farebox.kernel.InvalidRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PipelineRequestTest {
    @Test
    void threshold_isZeroUnlessTheRequestHasOne() {
        assertThat(fields("{\"inputs\":\"\"}").threshold()).isZero();
        assertThat(fields("{\"inputs\":\"\",\"parameters\":{\"threshold\":null}}")
                        .threshold())
                .isZero();
        assertThat(fields("{\"inputs\":\"\",\"parameters\":{\"threshold\":0.9}}")
                        .threshold())
                .isEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "-0.1", "\"high\"", "[]"})
    void anotherThreshold_isRefused(String threshold) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> fields("{\"parameters\":{\"threshold\":" + threshold + "}}")
                        .threshold())
                .withMessageContaining("threshold is a number from 0 to 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/x.jpg", "data:image/png;base64,AAAA"})
    void aUrl_isNoImage(String url) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> fields("{\"inputs\":\"" + url + "\"}").bytes())
                .withMessage("inputs is not base64; it is the bytes themselves, not a URL");
    }

    private static PipelineRequest.Fields fields(String body) {
        return (PipelineRequest.Fields)
                PipelineRequest.of(body.getBytes(StandardCharsets.UTF_8), "application/json", new Json());
    }
}
