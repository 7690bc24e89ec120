package farebox.training.pipeline.eventbridge;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.kernel.Unavailable;
import farebox.monitoring.drift.ColumnDrift;
import farebox.training.pipeline.drift.DriftEvents;
import farebox.training.pipeline.drift.ModelDrift;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Drift as events: source {@code farebox.monitoring}, detail type {@code Model Drift Detected}, and of detail the
 * {@code owner}, {@code model}, {@code version}, {@code rows} and the {@code columns} that have moved.
 */
public final class EventBusDriftEvents implements DriftEvents {
    private static final String SOURCE = "farebox.monitoring";
    private static final String DETAIL_TYPE = "Model Drift Detected";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final EventBridgeClient eventBridge;
    private final String bus;

    public EventBusDriftEvents(EventBridgeClient eventBridge, String bus) {
        this.eventBridge = eventBridge;
        this.bus = bus;
    }

    /** In the account and region that the environment names. */
    public static EventBusDriftEvents connect(String bus) {
        return new EventBusDriftEvents(AwsClients.build(EventBridgeClient.builder()), bus);
    }

    /** The service may refuse an entry of a request that it accepts. */
    @Override
    public void detected(ModelDrift drift) {
        PutEventsRequest request = PutEventsRequest.builder()
                .entries(PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source(SOURCE)
                        .detailType(DETAIL_TYPE)
                        .time(drift.at())
                        .detail(detail(drift).toString())
                        .build())
                .build();
        PutEventsResponse response =
                AwsRequests.call("events of drift cannot be sent at the moment", () -> eventBridge.putEvents(request));
        if (response.entries().stream().map(PutEventsResultEntry::errorCode).anyMatch(Objects::nonNull)) {
            throw new Unavailable("the event bus refused an event of drift", RETRY);
        }
    }

    private static ObjectNode detail(ModelDrift drift) {
        ObjectNode detail = JSON.createObjectNode()
                .put("owner", drift.model().owner().value())
                .put("model", drift.model().name().value())
                .put("version", drift.version().value())
                .put("rows", drift.report().rows());
        ArrayNode columns = detail.putArray("columns");
        for (ColumnDrift column : drift.report().moved()) {
            columns.addObject()
                    .put("column", column.column())
                    .put("psi", column.stabilityIndex())
                    .put("ks", column.distance())
                    .put("probability", column.probability());
        }
        return detail;
    }
}
