package farebox.billing.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.billing.Channel;
import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.billing.UsageQuantities.Item;
import farebox.billing.invoice.FrozenUsage;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Frozen usage as JSON: {@code {at, parts: [{start, end, usage: [{meter, model, channel?, quantity}]}]}}. */
public final class FrozenUsageFormat {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FrozenUsageFormat() {}

    public static String write(FrozenUsage usage) {
        ObjectNode json = MAPPER.createObjectNode().put("at", usage.at().toString());
        ArrayNode parts = json.putArray("parts");
        usage.parts().forEach(part -> write(part, parts.addObject()));
        return json.toString();
    }

    /** @throws DataCorrupted if the text is not what {@link #write} makes */
    public static FrozenUsage read(TenantId tenant, String month, String json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            List<FrozenUsage.Part> parts = new ArrayList<>();
            tree.get("parts").forEach(part -> parts.add(part(part)));
            return new FrozenUsage(tenant, month, Instant.parse(tree.get("at").asText()), parts);
        } catch (JsonProcessingException
                | IllegalArgumentException
                | NullPointerException
                | NoSuchElementException
                | DateTimeException e) {
            throw new DataCorrupted("the frozen usage of " + tenant + " for " + month + " cannot be read", e);
        }
    }

    private static void write(FrozenUsage.Part part, ObjectNode json) {
        json.put("start", part.start().toString()).put("end", part.end().toString());
        ArrayNode usage = json.putArray("usage");
        part.usage().quantities().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(entry -> write(entry.getKey(), entry.getValue(), usage.addObject()));
    }

    /** Without the channel of requests, as usage was written that knew no other. */
    private static void write(Item item, Quantity quantity, ObjectNode json) {
        json.put("meter", item.meter().wireName()).put("model", item.model().value());
        if (item.channel() != Channel.REQUEST) {
            json.put("channel", item.channel().wireName());
        }
        json.put("quantity", quantity.toString());
    }

    private static FrozenUsage.Part part(JsonNode json) {
        Map<Item, Quantity> quantities = new HashMap<>();
        json.get("usage")
                .forEach(item -> quantities.put(
                        new Item(
                                Meter.named(item.get("meter").asText()).orElseThrow(),
                                new ModelName(item.get("model").asText()),
                                item.has("channel")
                                        ? Channel.named(item.get("channel").asText())
                                                .orElseThrow()
                                        : Channel.REQUEST),
                        Quantity.of(item.get("quantity").asText())));
        return new FrozenUsage.Part(
                Instant.parse(json.get("start").asText()),
                Instant.parse(json.get("end").asText()),
                new UsageQuantities(quantities));
    }
}
