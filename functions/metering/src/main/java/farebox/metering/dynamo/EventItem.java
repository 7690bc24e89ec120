package farebox.metering.dynamo;

import static farebox.metering.dynamo.Attributes.number;
import static farebox.metering.dynamo.Attributes.text;

import farebox.kernel.DataCorrupted;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import farebox.metering.AttemptId;
import farebox.metering.EventId;
import farebox.metering.ResponseKey;
import farebox.metering.StoredResponse;
import farebox.metering.UsageEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An event as an item of the events table, at most 1 KB so that it costs one write unit, and back.
 *
 * <p>Quantities are numbers, times are ISO 8601 texts in UTC, except {@code expiresAt}: DynamoDB's time to live wants
 * seconds.
 */
public final class EventItem {
    static final String ID = "id";

    /** More than one call can use. What is above is a mistake, and would make sums overflow. */
    private static final long MAX_QUANTITY = 1L << 40;

    private EventItem() {}

    static Map<String, AttributeValue> of(UsageEvent event) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put(ID, text(event.id().value()));
        item.put("tenant", text(event.id().tenant().value()));
        item.put("attempt", text(event.attemptId().value()));
        item.put("key", text(event.key().value()));
        item.put("plan", text(event.plan().value()));
        item.put("model", text(event.model()));
        item.put("version", text(event.version()));
        QuantityAttributes.of(event.quantities()).forEach((name, quantity) -> item.put(name, number(quantity)));
        item.put("at", text(event.at().toString()));
        item.put("fingerprint", text(event.fingerprint().hex()));
        item.put("request", text(event.request().value()));
        event.answer().ifPresent(stored -> {
            item.put("answer", text(stored.key().value()));
            item.put("answerSha256", text(stored.content().hex()));
        });
        item.put("expiresAt", number(event.expiresAt().getEpochSecond()));
        return item;
    }

    static UsageEvent read(Map<String, AttributeValue> item) {
        return read(Attributes.texts(item));
    }

    /**
     * @param attributes the text of a string or number attribute, by its name; how the stream's own type of item comes
     *     in
     * @throws DataCorrupted if the attributes are not those of an event; names the wrong one, not its value
     */
    public static UsageEvent read(Function<String, Optional<String>> attributes) {
        AttributeReader item = new AttributeReader(attributes);
        return new UsageEvent(
                item.read(ID, EventId::parse),
                item.read("attempt", AttemptId::new),
                item.read("key", KeyId::new),
                item.read("plan", PlanName::new),
                item.read("model", Function.identity()),
                item.read("version", Function.identity()),
                QuantityAttributes.read(item, MAX_QUANTITY),
                item.read("at", Instant::parse),
                item.read("fingerprint", Sha256::new),
                item.read("request", RequestId::new),
                item.readIfPresent("answer", ResponseKey::new)
                        .map(key -> new StoredResponse(key, item.read("answerSha256", Sha256::new))),
                item.read("expiresAt", seconds -> Instant.ofEpochSecond(Long.parseLong(seconds))));
    }
}
