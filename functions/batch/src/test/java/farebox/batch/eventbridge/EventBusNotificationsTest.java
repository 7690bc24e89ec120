package farebox.batch.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Unavailable;
import farebox.local.eventbridge.EventBusFixture;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over the SDK and the emulator's event bus. */
final class EventBusNotificationsTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final EventBusFixture bus = new EventBusFixture("farebox.batch");
    private final EventBusNotifications notifications = new EventBusNotifications(bus.client(), "default");

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void send_putsOneEventWithTheDetailAndTheTime() {
        notifications.send("{\"inferenceId\": \"one\"}", NOON);

        assertThat(bus.events()).singleElement().satisfies(event -> {
            assertThat(event.path("detail-type").asText()).isEqualTo("Inference Result");
            assertThat(event.path("time").asText()).isEqualTo(NOON.toString());
            assertThat(event.at("/detail/inferenceId").asText()).isEqualTo("one");
        });
    }

    @Test
    void send_ofAnEntryThatTheBusRefuses_isUnavailable() {
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> notifications.send("no object", NOON));

        assertThat(bus.events()).isEmpty();
    }

    @Test
    void send_toABusThatIsGone_isUnavailable() {
        bus.stop();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> notifications.send("{}", NOON));
    }
}
