package farebox.metering.dynamo;

import static farebox.metering.dynamo.Attributes.number;
import static farebox.metering.dynamo.Attributes.text;

import farebox.kernel.DataCorrupted;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.ProjectId;
import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import farebox.metering.Usage;
import farebox.metering.UsageEvent;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.IdempotencyRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An event as an item of the events table, at most 1 KB so that it costs one write unit, and back. The tenant stands in
 * the id.
 *
 * <p>Amounts are numbers, times are ISO 8601 texts in UTC, except {@code expiresAt}: DynamoDB's time to live wants
 * seconds.
 */
public final class EventItem {
    static final String ID = "id";

    /** On an item that stands in the place of an event that will never be: the attempt that was given up. */
    public static final String VOIDED = "voided";

    /** More than one event can have. What is above is a mistake, and would make sums overflow. */
    private static final long MAX_AMOUNT = 1L << 40;

    private EventItem() {}

    static Map<String, AttributeValue> of(UsageEvent event) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put(ID, text(event.id().value()));
        putUsage(item, event.usage());
        putIdempotency(item, event.idempotency());
        item.put("expiresAt", number(event.expiresAt().getEpochSecond()));
        return item;
    }

    private static void putUsage(Map<String, AttributeValue> item, Usage usage) {
        item.put("key", text(usage.key().value()));
        usage.project().ifPresent(project -> item.put("project", text(project.value())));
        item.put("plan", text(usage.plan().value()));
        ResourceAttributes.of(usage.resource()).forEach((name, value) -> item.put(name, text(value)));
        MeterAttributes.of(usage.amounts()).forEach((name, amount) -> item.put(name, number(amount)));
        item.put("at", text(usage.at().toString()));
        item.put("source", text(usage.source().wireName()));
    }

    private static void putIdempotency(Map<String, AttributeValue> item, IdempotencyRecord idempotency) {
        item.put("attempt", text(idempotency.attempt().value()));
        item.put("request", text(idempotency.request().value()));
        item.put("fingerprint", text(idempotency.fingerprint().hex()));
        idempotency.response().ifPresent(digest -> item.put("response", text(digest.hex())));
    }

    static UsageEvent read(Map<String, AttributeValue> item) {
        return read(Attributes.texts(item));
    }

    /**
     * @param attributes the text of a string or number attribute, by its name; the stream has a type of its own for
     *     items
     * @throws DataCorrupted if the attributes are not those of an event; names the wrong one, not its value
     */
    public static UsageEvent read(Function<String, Optional<String>> attributes) {
        AttributeReader item = new AttributeReader(attributes);
        EventId id = item.read(ID, EventId::parse);
        return new UsageEvent(
                id,
                usage(id, item),
                new IdempotencyRecord(
                        item.read("attempt", AttemptId::new),
                        item.read("request", RequestId::new),
                        item.read("fingerprint", Sha256::new),
                        item.readIfPresent("response", Sha256::new)),
                item.read("expiresAt", seconds -> Instant.ofEpochSecond(Long.parseLong(seconds))));
    }

    private static Usage usage(EventId id, AttributeReader item) {
        return new Usage(
                id.tenant(),
                item.read("key", KeyId::new),
                item.readIfPresent("project", ProjectId::new),
                item.read("plan", PlanName::new),
                ResourceAttributes.read(item),
                MeterAttributes.read(item, MAX_AMOUNT),
                item.read("at", Instant::parse),
                item.read("source", Usage.Source::named));
    }
}
