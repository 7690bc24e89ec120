package farebox.billing.eventbridge;

import farebox.aws.AwsClients;
import farebox.billing.alert.AlertDelivery;
import farebox.billing.alert.DeliverAlerts;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Puts alerts on an event bus: source {@code farebox.billing}, detail type {@code Quota Threshold Reached}. */
public final class EventBusSender implements DeliverAlerts.Sender {
    private static final String SOURCE = "farebox.billing";
    private static final String DETAIL_TYPE = "Quota Threshold Reached";

    private final EventBridgeClient eventBridge;
    private final String bus;

    public EventBusSender(EventBridgeClient eventBridge, String bus) {
        this.eventBridge = eventBridge;
        this.bus = bus;
    }

    /** In the account and region that the environment names. */
    public static EventBusSender connect(String bus) {
        return new EventBusSender(AwsClients.build(EventBridgeClient.builder()), bus);
    }

    /** The service may refuse an entry of a request that it accepts. */
    @Override
    public Optional<String> send(AlertDelivery delivery, Instant at) {
        PutEventsRequest request = PutEventsRequest.builder()
                .entries(PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source(SOURCE)
                        .detailType(DETAIL_TYPE)
                        .time(at)
                        .detail(delivery.body())
                        .build())
                .build();
        try {
            return eventBridge.putEvents(request).entries().stream()
                    .map(PutEventsResultEntry::errorCode)
                    .filter(code -> code != null)
                    .findFirst();
        } catch (SdkException e) {
            return Optional.of(e.getClass().getSimpleName());
        }
    }
}
