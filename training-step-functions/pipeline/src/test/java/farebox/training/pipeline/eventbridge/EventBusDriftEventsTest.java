package farebox.training.pipeline.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import farebox.local.eventbridge.EventBusFixture;
import farebox.models.ModelRef;
import farebox.monitoring.drift.ColumnDrift;
import farebox.monitoring.drift.DriftReport;
import farebox.training.pipeline.drift.ModelDrift;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over the SDK and the emulator's event bus. */
final class EventBusDriftEventsTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final ModelDrift DRIFT = new ModelDrift(
            new ModelRef(new TenantId("acme"), new ModelName("iris")),
            new ModelVersion("v-1"),
            NOON,
            new DriftReport(
                    1_000,
                    List.of(
                            new ColumnDrift("input.width", 0.01, 0.02, 0.5, false),
                            new ColumnDrift("input.length", 0.4, 0.3, 0.001, true))));

    private final EventBusFixture bus = new EventBusFixture("farebox.monitoring");
    private final EventBusDriftEvents events = new EventBusDriftEvents(bus.client(), "default");

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void detected_putsOneEventWithTheColumnsThatMoved() {
        events.detected(DRIFT);

        assertThat(bus.events()).singleElement().satisfies(event -> {
            assertThat(event.path("detail-type").asText()).isEqualTo("Model Drift Detected");
            assertThat(event.path("time").asText()).isEqualTo(NOON.toString());
            JsonNode detail = event.path("detail");
            assertThat(detail.path("owner").asText()).isEqualTo("acme");
            assertThat(detail.path("model").asText()).isEqualTo("iris");
            assertThat(detail.path("version").asText()).isEqualTo("v-1");
            assertThat(detail.path("rows").asLong()).isEqualTo(1_000);
            assertThat(detail.path("columns")).singleElement().satisfies(column -> {
                assertThat(column.path("column").asText()).isEqualTo("input.length");
                assertThat(column.path("psi").asDouble()).isEqualTo(0.4);
                assertThat(column.path("ks").asDouble()).isEqualTo(0.3);
                assertThat(column.path("probability").asDouble()).isEqualTo(0.001);
            });
        });
    }

    @Test
    void detected_onABusThatIsGone_isUnavailable() {
        bus.stop();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> events.detected(DRIFT));
    }
}
