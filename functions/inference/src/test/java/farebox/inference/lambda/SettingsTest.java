package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.inference.ModelId;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
