package farebox.local.differential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/**
 * State machines of every kind of state but Task, with expressions that read input, variables and context. Most hand on
 * an object with the same members; some do not, and fail in the states after them.
 */
final class DefinitionGenerator {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_DEEP = 2;

    private final Random random;
    private final QueryGenerator queries;
    private int states;

    DefinitionGenerator(Random random) {
        this.random = random;
        this.queries = new QueryGenerator(random);
    }

    /** A definition in JSONata. */
    ObjectNode next() {
        states = 0;
        ObjectNode definition = JSON.objectNode().put("QueryLanguage", "JSONata");
        return definition.setAll(workflow(0));
    }

    private ObjectNode workflow(int depth) {
        int first = states;
        int last = first + random.nextInt(4);
        states = last + 1;
        ObjectNode workflow = JSON.objectNode().put("StartAt", name(first));
        ObjectNode all = workflow.putObject("States");
        for (int index = first; index <= last; index++) {
            all.set(name(index), state(index, last, depth));
        }
        return workflow;
    }

    private ObjectNode state(int index, int last, int depth) {
        boolean ends = index == last;
        return switch (random.nextInt(depth < MOST_DEEP ? 10 : 6)) {
            case 0, 1, 2 -> exit(withAssign(JSON.objectNode().put("Type", "Pass")), index, last);
            case 3 -> exit(waiting(), index, last);
            case 4 -> ends ? end() : choice(index, last);
            case 5 -> ends ? end() : exit(withAssign(JSON.objectNode().put("Type", "Pass")), index, last);
            case 6, 7 -> recovered(map(depth), index, last);
            default -> recovered(parallel(depth), index, last);
        };
    }

    private ObjectNode waiting() {
        ObjectNode state = JSON.objectNode().put("Type", "Wait");
        return random.nextBoolean() ? state.put("Seconds", 0) : state.put("Seconds", "{% $states.input.n * 0 %}");
    }

    private ObjectNode end() {
        if (random.nextInt(3) > 0) {
            return withOutput(JSON.objectNode().put("Type", "Succeed"));
        }
        return JSON.objectNode()
                .put("Type", "Fail")
                .put("Error", random.nextBoolean() ? "Custom.Error" : "{% 'Custom.' & $states.input.text %}")
                .put("Cause", "as it was told");
    }

    private ObjectNode choice(int index, int last) {
        ObjectNode state = JSON.objectNode().put("Type", "Choice");
        ArrayNode rules = state.putArray("Choices");
        // The next state must be reachable, so it is the first rule's or the default.
        boolean hasDefault = random.nextInt(10) < 7;
        for (int rule = 0; rule <= random.nextInt(3); rule++) {
            ObjectNode written = rules.addObject().put("Condition", queries.quoted(queries.flag()));
            written.put("Next", rule == 0 && !hasDefault ? name(index + 1) : later(index, last));
            withAssign(written);
        }
        return hasDefault ? withAssign(state.put("Default", name(index + 1))) : state;
    }

    private ObjectNode map(int depth) {
        ObjectNode state = JSON.objectNode().put("Type", "Map").put("MaxConcurrency", random.nextInt(3));
        if (random.nextInt(8) > 0) {
            state.put("Items", queries.quoted(queries.list()));
        } else {
            state.putArray("Items").add(1).add(queries.quoted(queries.number())).add("text");
        }
        if (random.nextInt(5) > 0) {
            state.set(
                    "ItemSelector", queries.object("$states.context.Map.Item.Value", "$states.context.Map.Item.Index"));
        }
        ObjectNode processor = state.putObject("ItemProcessor");
        processor.putObject("ProcessorConfig").put("Mode", "INLINE");
        processor.setAll(workflow(depth + 1));
        return state;
    }

    private ObjectNode parallel(int depth) {
        ObjectNode state = JSON.objectNode().put("Type", "Parallel");
        if (random.nextBoolean()) {
            state.set("Arguments", queries.object());
        }
        ArrayNode branches = state.putArray("Branches");
        for (int branch = 0; branch <= random.nextInt(2); branch++) {
            branches.add(workflow(depth + 1));
        }
        return state;
    }

    /** A Map or Parallel state, whose failure may be caught. */
    private ObjectNode recovered(ObjectNode state, int index, int last) {
        if (index < last && random.nextInt(10) < 6) {
            ObjectNode catcher = state.putArray("Catch").addObject();
            catcher.putArray("ErrorEquals")
                    .add(queries.one(List.of("States.ALL", "States.TaskFailed", "Custom.Error")));
            catcher.put("Next", later(index, last));
            if (random.nextBoolean()) {
                catcher.set("Output", queries.object().put("text", "{% $states.errorOutput.Error %}"));
            }
        }
        if (random.nextBoolean()) {
            state.set("Output", queries.object().put("n", "{% $count($states.result) %}"));
        }
        return next(state, index, last);
    }

    private ObjectNode exit(ObjectNode state, int index, int last) {
        return next(withOutput(state), index, last);
    }

    private ObjectNode next(ObjectNode state, int index, int last) {
        return index == last ? state.put("End", true) : state.put("Next", name(index + 1));
    }

    private ObjectNode withOutput(ObjectNode state) {
        return switch (random.nextInt(12)) {
            case 0 -> state.put("Output", queries.quoted(queries.any()));
            case 1 -> state.put("Output", 3);
            case 2, 3, 4, 5, 6 -> state.set("Output", queries.object());
            default -> state;
        };
    }

    private ObjectNode withAssign(ObjectNode state) {
        if (random.nextInt(3) == 0) {
            ObjectNode assigned = state.putObject("Assign");
            assigned.put(queries.variable(), queries.quoted(queries.any()));
            assigned.put(queries.variable(), queries.quoted(queries.number()));
        }
        return state;
    }

    private String later(int index, int last) {
        return name(index + 1 + random.nextInt(last - index));
    }

    private static String name(int index) {
        return "S" + index;
    }
}
