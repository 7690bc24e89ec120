package farebox.batch.eventbridge;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.batch.Notifications;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Puts events on a bus: source {@code farebox.batch}, detail type {@code Inference Result}. */
public final class EventBusNotifications implements Notifications {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final String SOURCE = "farebox.batch";
    private static final String DETAIL_TYPE = "Inference Result";

    private final EventBridgeClient eventBridge;
    private final String bus;

    public EventBusNotifications(EventBridgeClient eventBridge, String bus) {
        this.eventBridge = eventBridge;
        this.bus = bus;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static EventBusNotifications connect(String bus) {
        return new EventBusNotifications(AwsClients.build(EventBridgeClient.builder()), bus);
    }

    /** The service may refuse an entry of a request that it accepts. */
    @Override
    public void send(String detail, Instant at) {
        PutEventsRequest request = PutEventsRequest.builder()
                .entries(PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source(SOURCE)
                        .detailType(DETAIL_TYPE)
                        .time(at)
                        .detail(detail)
                        .build())
                .build();
        PutEventsResponse response =
                AwsRequests.call("the event bus does not respond", () -> eventBridge.putEvents(request));
        if (response.entries().stream().map(PutEventsResultEntry::errorCode).anyMatch(Objects::nonNull)) {
            throw new Unavailable("the event bus refused an event", DEFAULT_RETRY);
        }
    }
}
