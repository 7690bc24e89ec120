package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.definition.Distribution;
import farebox.local.stepfunctions.definition.Distribution.ItemBatcher;
import farebox.local.stepfunctions.definition.Distribution.ItemReader;
import farebox.local.stepfunctions.definition.State;
import farebox.local.stepfunctions.expression.Bindings;
import farebox.local.stepfunctions.expression.ExpressionTemplate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The items of a Map state, what each iteration is given of them, and how many may run and fail. */
final class MapItemsReader {
    private static final int MAX_CONCURRENCY = 10_000;

    private final Contexts contexts;

    MapItemsReader(Contexts contexts) {
        this.contexts = contexts;
    }

    /** @param item of the iteration; of its first item if it has a batch */
    record Iteration(Frame.Item item, JsonNode input) {}

    /** The elements of an array or the members of an object. */
    List<Frame.Item> of(JsonNode given, String source) {
        List<Frame.Item> items = new ArrayList<>();
        if (given instanceof ObjectNode object) {
            object.properties()
                    .forEach(member -> items.add(
                            new Frame.Item(items.size(), Optional.of(member.getKey()), member.getValue(), source, 1)));
        } else if (given instanceof ArrayNode array) {
            array.forEach(value -> items.add(new Frame.Item(items.size(), Optional.empty(), value, source, 1)));
        } else {
            throw new StateFailure(
                    ErrorNames.QUERY_EVALUATION_ERROR, "The items of a Map state must be an array or an object.");
        }
        return items;
    }

    List<Frame.Item> read(Run run, Frame frame, ItemReader reader, JsonNode arguments, ArrayNode listed) {
        Bindings bindings = contexts.of(run, frame);
        String place = arguments.path("Bucket").asText() + "/"
                + arguments.path("Key").asText(arguments.path("Prefix").asText());
        List<Frame.Item> items = of(listed, "s3://" + place);
        int max = number(reader.maxItems(), bindings).orElse(0);
        return max > 0 && max < items.size() ? items.subList(0, max) : items;
    }

    List<Iteration> iterations(Run run, Frame frame, State.Map map, List<Frame.Item> items) {
        List<Iteration> single = items.stream()
                .map(item -> new Iteration(item, input(run, frame, map, item)))
                .toList();
        return map.distribution()
                .flatMap(Distribution::batcher)
                .map(batcher -> batches(contexts.of(run, frame), batcher, single))
                .orElse(single);
    }

    Phase.MapLimits limits(Run run, Frame frame, State.Map map, int items) {
        Bindings bindings = contexts.of(run, frame);
        int concurrency =
                number(Optional.of(map.items().maxConcurrency()), bindings).orElse(0);
        int maxFailed = map.distribution()
                .map(Distribution::tolerated)
                .map(tolerated -> maxFailed(tolerated, bindings, items))
                .orElse(0);
        return new Phase.MapLimits(concurrency == 0 ? MAX_CONCURRENCY : concurrency, maxFailed);
    }

    private JsonNode input(Run run, Frame frame, State.Map map, Frame.Item item) {
        return map.items()
                .selector()
                .map(selector -> selector.evaluate(contexts.withItem(run, frame, item)))
                .orElseGet(() -> item.key()
                        .<JsonNode>map(key -> Details.none().put("Key", key).set("Value", item.value()))
                        .orElse(item.value()));
    }

    private static List<Iteration> batches(Bindings bindings, ItemBatcher batcher, List<Iteration> items) {
        int maxItems = number(batcher.maxItems(), bindings).orElse(Integer.MAX_VALUE);
        int maxBytes = number(batcher.maxInputBytes(), bindings).orElse(StatePayloads.MAX_BYTES);
        ObjectNode shared = Details.none();
        batcher.batchInput().ifPresent(input -> shared.set("BatchInput", input.evaluate(bindings)));
        List<Iteration> batches = new ArrayList<>();
        List<Iteration> open = new ArrayList<>();
        for (Iteration item : items) {
            open.add(item);
            if (open.size() > 1 && (open.size() > maxItems || size(batch(shared, batches.size(), open)) > maxBytes)) {
                open.removeLast();
                batches.add(batch(shared, batches.size(), open));
                open = new ArrayList<>(List.of(item));
            }
        }
        if (!open.isEmpty()) {
            batches.add(batch(shared, batches.size(), open));
        }
        return batches;
    }

    private static Iteration batch(ObjectNode shared, int index, List<Iteration> items) {
        ObjectNode input = shared.deepCopy();
        ArrayNode inputs = input.putArray("Items");
        items.forEach(item -> inputs.add(item.input()));
        Frame.Item first = items.getFirst().item();
        return new Iteration(new Frame.Item(index, first.key(), inputs, first.source(), items.size()), input);
    }

    private static int size(Iteration batch) {
        return batch.input().toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** The lower of both limits, in items. */
    private static int maxFailed(Distribution.ToleratedFailure tolerated, Bindings bindings, int items) {
        Optional<Integer> count = number(tolerated.count(), bindings);
        Optional<Integer> share = number(tolerated.percentage(), bindings).map(percent -> items * percent / 100);
        return Math.min(count.or(() -> share).orElse(0), share.or(() -> count).orElse(0));
    }

    private static Optional<Integer> number(Optional<ExpressionTemplate> template, Bindings bindings) {
        Optional<JsonNode> value = template.map(given -> given.evaluate(bindings));
        value.filter(number -> !number.isNumber() || number.asInt() < 0).ifPresent(number -> {
            throw new StateFailure(
                    ErrorNames.QUERY_EVALUATION_ERROR, "A limit must be a number that is not negative, not " + number);
        });
        return value.map(JsonNode::asInt);
    }
}
