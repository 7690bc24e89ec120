package farebox.local.template;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The intrinsic functions that put values together and take them apart, and look at no name. */
final class StringFunctions {
    private final Resolver resolver;

    StringFunctions(Resolver resolver) {
        this.resolver = resolver;
    }

    String join(Intrinsics.Call call) {
        List<Node> arguments = Intrinsics.arguments(call, 2);
        return list(arguments.getLast(), "Fn::Join").stream()
                .map(node -> Node.scalar(node, "Fn::Join"))
                .collect(Collectors.joining(Node.scalar(arguments.getFirst(), "Fn::Join")));
    }

    Node split(Intrinsics.Call call, SourceLocation location) {
        List<Node> arguments = Intrinsics.arguments(call, 2);
        String separator = Pattern.quote(Node.scalar(arguments.getFirst(), "Fn::Split"));
        List<Node> parts = Stream.of(
                        resolver.text(arguments.getLast(), "Fn::Split").split(separator, -1))
                .map(part -> (Node) Node.text(part, location))
                .toList();
        return new Node.Items(parts, location);
    }

    Node select(Intrinsics.Call call) {
        List<Node> arguments = Intrinsics.arguments(call, 2);
        List<Node> choices = list(arguments.getLast(), "Fn::Select");
        String index = resolver.text(arguments.getFirst(), "Fn::Select");
        if (!index.matches("\\d{1,4}") || Integer.parseInt(index) >= choices.size()) {
            throw new TemplateProblem(
                    call.argument().location(),
                    "Fn::Select: there is no element " + index + " among " + choices.size());
        }
        return choices.get(Integer.parseInt(index));
    }

    String base64(Intrinsics.Call call) {
        return Base64.getEncoder()
                .encodeToString(resolver.text(call.argument(), "Fn::Base64").getBytes(StandardCharsets.UTF_8));
    }

    private List<Node> list(Node node, String function) {
        return Node.items(
                resolver.resolve(node)
                        .orElseThrow(() -> new TemplateProblem(node.location(), function + ": a list is wanted")),
                function);
    }
}
