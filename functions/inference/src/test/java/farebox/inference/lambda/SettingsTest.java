package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.inference.ModelId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    @Test
    void from_readsTheHotModels() {
        assertThat(Settings.from(Map.of(
                                "MODEL_VERIFICATION_KEY",
                                "/v",
                                "MODELS_BUCKET",
                                "b",
                                "HOT_MODELS",
                                "mini, acme/churn@canary,"))
                        .hotModels())
                .extracting(ModelId::toString)
                .containsExactly("mini", "acme/churn@canary");
    }

    @Test
    void from_needsNoHotModels() {
        assertThat(Settings.from(Map.of("MODEL_VERIFICATION_KEY", "/v", "MODELS_BUCKET", "b"))
                        .hotModels())
                .isEmpty();
        assertThat(Settings.from(Map.of("MODEL_VERIFICATION_KEY", "/v", "MODELS_BUCKET", "b", "HOT_MODELS", ""))
                        .hotModels())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"on-demand, false", "snap-start, true", "provisioned-concurrency, true", "'', true"})
    void from_whereACallerWaitsForTheStart_leavesNoTimeBefore(String initializationType, boolean startsBeforeCalls) {
        assertThat(Settings.from(Map.of(
                                "MODEL_VERIFICATION_KEY",
                                "/v",
                                "MODELS_BUCKET",
                                "b",
                                "AWS_LAMBDA_INITIALIZATION_TYPE",
                                initializationType))
                        .startsBeforeCalls())
                .isEqualTo(startsBeforeCalls);
    }

    @Test
    void from_saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(
                        Map.of("MODEL_VERIFICATION_KEY", "/v", "MODELS_BUCKET", "b", "HOT_MODELS", "Mini Model")))
                .withMessageContaining("HOT_MODELS")
                .withMessageContaining("Mini Model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(Map.of()))
                .withMessageContaining("MODELS_BUCKET");
    }
}
