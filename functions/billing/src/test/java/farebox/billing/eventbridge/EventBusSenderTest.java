package farebox.billing.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.alert.AlertDelivery;
import farebox.kernel.TenantId;
import farebox.local.eventbridge.EventBusFixture;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over the SDK and the emulator's event bus. */
final class EventBusSenderTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final EventBusFixture bus = new EventBusFixture("farebox.billing");
    private final EventBusSender sender = new EventBusSender(bus.client(), "default");

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void send_putsOneEventWithTheBodyAsItsDetail() {
        assertThat(sender.send(delivery("{\"threshold\": 80}"), NOON)).isEmpty();

        assertThat(bus.events()).singleElement().satisfies(event -> {
            assertThat(event.path("detail-type").asText()).isEqualTo("Quota Threshold Reached");
            assertThat(event.path("time").asText()).isEqualTo(NOON.toString());
            assertThat(event.at("/detail/threshold").asInt()).isEqualTo(80);
        });
    }

    @Test
    void send_ofAnEntryThatTheBusRefuses_saysWhichErrorItNamed() {
        assertThat(sender.send(delivery("no object"), NOON)).contains("MalformedDetail");

        assertThat(bus.events()).isEmpty();
    }

    @Test
    void send_toABusThatIsGone_saysSo() {
        bus.stop();

        assertThat(sender.send(delivery("{}"), NOON)).isPresent();
    }

    private static AlertDelivery delivery(String body) {
        return new AlertDelivery(
                "alert-1",
                new TenantId("acme"),
                AlertDelivery.Channel.EVENT_BUS,
                body,
                NOON,
                0,
                NOON,
                AlertDelivery.State.PENDING,
                "");
    }
}
