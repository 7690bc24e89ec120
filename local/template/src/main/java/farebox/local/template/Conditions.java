package farebox.local.template;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The template's conditions, each evaluated once. */
final class Conditions {
    private final Node.Fields declared;
    private final Resolver resolver;
    private final Map<String, Boolean> known = new HashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    Conditions(Node.Fields declared, Resolver resolver) {
        this.declared = declared;
        this.resolver = resolver;
    }

    boolean holds(String name, SourceLocation location) {
        Boolean before = known.get(name);
        if (before != null) {
            return before;
        }
        Node condition = declared.field(name)
                .orElseThrow(() -> new TemplateProblem(location, "there is no condition named " + name));
        if (!underWay.add(name)) {
            throw new TemplateProblem(condition.location(), "the condition " + name + " depends on itself");
        }
        boolean holds = test(condition);
        underWay.remove(name);
        known.put(name, holds);
        return holds;
    }

    private boolean test(Node node) {
        Intrinsics.Call call = call(Node.fields(node, "a condition"));
        return switch (call.function()) {
            case "Condition" -> holds(Node.scalar(call.argument(), "Condition"), node.location());
            case "Fn::Equals" -> equal(Intrinsics.arguments(call, 2));
            case "Fn::Not" -> !test(Intrinsics.arguments(call, 1).getFirst());
            case "Fn::And" -> Node.items(call.argument(), "Fn::And").stream().allMatch(this::test);
            case "Fn::Or" -> Node.items(call.argument(), "Fn::Or").stream().anyMatch(this::test);
            default -> throw new TemplateProblem(node.location(), call.function() + " is no condition");
        };
    }

    private static Intrinsics.Call call(Node.Fields fields) {
        Optional<Node> named =
                fields.field("Condition").filter(name -> fields.all().size() == 1);
        return named.map(name -> new Intrinsics.Call("Condition", name))
                .or(() -> Intrinsics.call(fields))
                .orElseThrow(() -> new TemplateProblem(fields.location(), "a condition is wanted, such as Fn::Equals"));
    }

    private boolean equal(List<Node> sides) {
        return resolver.text(sides.getFirst(), "Fn::Equals").equals(resolver.text(sides.getLast(), "Fn::Equals"));
    }
}
