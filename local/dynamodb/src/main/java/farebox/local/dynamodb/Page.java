package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.dynamodb.expression.ConditionCheck;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ItemJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One answer of Query or Scan: ends at the limit or after 1 MiB of what was read, before any filter. */
final class Page {
    private static final int MAX_SIZE = 1 << 20;

    private final ReadPlan plan;
    private final List<Item> found = new ArrayList<>();
    private int scanned;
    private int bytes;
    private Optional<Item> last = Optional.empty();

    private Page(ReadPlan plan) {
        this.plan = plan;
    }

    /** Reads the page; inside the store's work. */
    static Page read(ReadPlan plan) {
        Page page = new Page(plan);
        plan.index()
                .map(plan.table()::index)
                .orElse(plan.table().items())
                .visit(plan.range(), plan.forward(), (key, stored) -> page.take(ItemJson.load(stored)));
        return page;
    }

    ObjectNode json(String capacityMode) {
        ObjectNode json = AwsJsonEndpoint.object();
        if (!plan.countOnly()) {
            ArrayNode items = json.putArray("Items");
            found.forEach(item -> items.add(
                    ItemJson.of(plan.projection().map(parts -> parts.of(item)).orElse(item))));
        }
        json.put("Count", found.size());
        json.put("ScannedCount", scanned);
        last.ifPresent(item -> json.set("LastEvaluatedKey", ItemJson.of(item.only(startNames(plan)))));
        capacity().json(capacityMode).ifPresent(units -> json.set("ConsumedCapacity", units));
        return json;
    }

    /** The attributes of a key that a later page begins after. */
    static Set<String> startNames(ReadPlan plan) {
        Set<String> names = new LinkedHashSet<>(plan.table().keys().names());
        names.addAll(plan.keys().names());
        return names;
    }

    /** @return whether there is room for more */
    private boolean take(Item item) {
        scanned++;
        bytes += item.size();
        if (plan.filter().filter(filter -> !ConditionCheck.meets(item, filter)).isEmpty()) {
            found.add(item);
        }
        boolean full = bytes >= MAX_SIZE
                || plan.limit().filter(limit -> scanned >= limit).isPresent();
        if (full) {
            last = Optional.of(item);
        }
        return !full;
    }

    private Capacity capacity() {
        Capacity capacity = new Capacity(plan.table().name(), Capacity.Kind.PLAIN);
        double units = Capacity.readUnits(bytes, plan.consistent());
        plan.index().ifPresentOrElse(index -> capacity.addIndex(index.name(), units), () -> capacity.add(units));
        return capacity;
    }
}
