package farebox.billing.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.billing.export.ExportUsage.Format;
import farebox.billing.export.HourlyUsage;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The forms of export: Stripe's meter events, AWS Marketplace's BatchMeterUsage, and CloudEvents 1.0. */
public final class ExportFormats {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** As many as one BatchMeterUsage takes. */
    private static final int MAX_RECORDS = 25;

    private ExportFormats() {}

    /**
     * The body of <a href="https://docs.stripe.com/api/billing/meter-event/create">POST /v1/billing/meter_events</a> a
     * line; the event {@code farebox_<meter>}. Stripe takes an identifier once within a day at least.
     */
    public static Format stripe() {
        return (usage, customers) -> usage.stream()
                .map(hour -> stripe(hour, customers.apply(hour.tenant())))
                .toList();
    }

    /**
     * The body of one call of BatchMeterUsage a line, of at most 25 records; a dimension is a meter over all models.
     *
     * @param productCode of the product on AWS Marketplace
     */
    public static Format marketplace(String productCode) {
        return (usage, customers) -> {
            List<ObjectNode> records = records(usage, customers);
            List<String> calls = new ArrayList<>();
            for (int from = 0; from < records.size(); from += MAX_RECORDS) {
                ObjectNode call = MAPPER.createObjectNode();
                ArrayNode batch = call.putArray("UsageRecords");
                records.subList(from, Math.min(records.size(), from + MAX_RECORDS))
                        .forEach(batch::add);
                calls.add(call.put("ProductCode", productCode).toString());
            }
            return List.copyOf(calls);
        };
    }

    /** An event {@code farebox.usage} of a meter and model in an hour a line, as OpenMeter ingests them. */
    public static Format cloudEvents() {
        return (usage, customers) -> usage.stream()
                .map(hour -> cloudEvent(hour, customers.apply(hour.tenant())))
                .toList();
    }

    private static String stripe(HourlyUsage usage, String customer) {
        ObjectNode event = MAPPER.createObjectNode()
                .put("event_name", "farebox_" + usage.meter().wireName())
                .put("identifier", usage.identifier())
                .put("timestamp", usage.hour().getEpochSecond());
        event.putObject("payload")
                .put("stripe_customer_id", customer)
                .put("value", Long.toString(usage.quantity()))
                .put("model", usage.model().value());
        return event.toString();
    }

    private static List<ObjectNode> records(List<HourlyUsage> usage, Function<TenantId, String> customers) {
        Map<Slot, Long> quantities = new LinkedHashMap<>();
        usage.forEach(hour -> quantities.merge(
                new Slot(hour.hour(), customers.apply(hour.tenant()), hour.meter()), hour.quantity(), Math::addExact));
        return quantities.entrySet().stream()
                .map(entry -> entry.getKey().record(entry.getValue()))
                .toList();
    }

    private static String cloudEvent(HourlyUsage usage, String customer) {
        ObjectNode event = MAPPER.createObjectNode()
                .put("specversion", "1.0")
                .put("id", usage.identifier())
                .put("source", "farebox")
                .put("type", "farebox.usage")
                .put("subject", customer)
                .put("time", usage.hour().toString())
                .put("datacontenttype", "application/json");
        event.putObject("data")
                .put("meter", usage.meter().wireName())
                .put("model", usage.model().value())
                .put("quantity", usage.quantity());
        return event.toString();
    }

    private record Slot(Instant hour, String customer, Meter meter) {
        ObjectNode record(long quantity) {
            if (quantity > Integer.MAX_VALUE) {
                throw new InvalidRequest(
                        "AWS Marketplace takes quantities up to 2147483647 an hour, and " + customer + " used "
                                + quantity + " " + meter.wireName() + " in the hour of " + hour,
                        "quantity");
            }
            return MAPPER.createObjectNode()
                    .put("Timestamp", hour.getEpochSecond())
                    .put("CustomerIdentifier", customer)
                    .put("Dimension", meter.wireName())
                    .put("Quantity", quantity);
        }
    }
}
