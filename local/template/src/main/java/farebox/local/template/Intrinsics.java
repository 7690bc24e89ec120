package farebox.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How CloudFormation's intrinsic functions look, not what they do. */
final class Intrinsics {
    /** In their long form; every other {@code Fn::} is refused. */
    static final Set<String> KNOWN = Set.of(
            "Ref",
            "Condition",
            "Fn::Sub",
            "Fn::GetAtt",
            "Fn::If",
            "Fn::Equals",
            "Fn::Not",
            "Fn::And",
            "Fn::Or",
            "Fn::Join",
            "Fn::Select",
            "Fn::Split",
            "Fn::FindInMap",
            "Fn::Base64");

    private Intrinsics() {}

    /** A call of a function: its name in the long form and its argument. */
    record Call(String function, Node argument) {}

    /**
     * The call that these fields are, if they are one. A {@code Condition} is a call only inside of conditions, since
     * policy statements have a field of that name.
     */
    static Optional<Call> call(Node.Fields fields) {
        Map.Entry<String, Node> only =
                fields.all().size() == 1 ? fields.all().entrySet().iterator().next() : null;
        Optional<String> function = fields.all().keySet().stream()
                .filter(key -> key.startsWith("Fn::"))
                .findFirst();
        if (function.isPresent() && (only == null || !KNOWN.contains(function.get()))) {
            String why = only == null ? " must stand alone" : " is not supported by the local emulator";
            throw new TemplateProblem(fields.location(), function.get() + why);
        }
        return only != null && (function.isPresent() || only.getKey().equals("Ref"))
                ? Optional.of(new Call(only.getKey(), only.getValue()))
                : Optional.empty();
    }

    /** {@code A.B.C} as the pair that the long form has: A and B.C. */
    static Node attributePair(Node.Scalar text) {
        int dot = text.text().indexOf('.');
        if (dot < 1) {
            throw new TemplateProblem(
                    text.location(), "Fn::GetAtt wants Resource.Attribute, not '" + text.text() + "'");
        }
        return new Node.Items(
                List.of(
                        Node.text(text.text().substring(0, dot), text.location()),
                        Node.text(text.text().substring(dot + 1), text.location())),
                text.location());
    }

    /** The arguments of a function that takes a list of that many. */
    static List<Node> arguments(Call call, int count) {
        List<Node> arguments = Node.items(call.argument(), call.function());
        if (arguments.size() != count) {
            throw new TemplateProblem(
                    call.argument().location(),
                    call.function() + " takes " + count + " arguments, here are " + arguments.size());
        }
        return arguments;
    }
}
