package farebox.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates intrinsic functions under given parameters, for one imaginary account. */
final class Resolver {
    private final Template template;
    private final Map<String, Node> parameters;
    private final Conditions conditions;
    private final Identities identities;
    private final Pieces pieces;

    Resolver(Template template, Map<String, String> parameters) {
        this.template = template;
        this.parameters = Parameters.of(template.part("Parameters"), parameters);
        this.conditions = new Conditions(template.part("Conditions"), this);
        this.identities = new Identities(this);
        this.pieces = new Pieces(this);
    }

    Identities identities() {
        return identities;
    }

    boolean exists(Resource resource) {
        return resource.condition()
                .map(name -> conditions.holds(Node.scalar(name, resource.id() + ".Condition"), name.place()))
                .orElse(true);
    }

    /** The same resource with resolved properties. */
    Resource resolved(Resource resource) {
        Map<String, Node> body = new LinkedHashMap<>(resource.body().all());
        resolve(resource.properties()).ifPresent(properties -> body.put("Properties", properties));
        return new Resource(resource.id(), resource.type(), new Node.Fields(body, resource.place()));
    }

    /** Nothing if the value is {@code AWS::NoValue}. */
    Optional<Node> resolve(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> Optional.of(scalar);
            case Node.Items items ->
                Optional.of(new Node.Items(
                        items.all().stream()
                                .flatMap(item -> resolve(item).stream())
                                .toList(),
                        items.place()));
            case Node.Fields fields ->
                Intrinsics.call(fields)
                        .map(call -> evaluate(call, fields.place()))
                        .orElseGet(() -> each(fields));
        };
    }

    /** A value that must be there and single. */
    String text(Node node, String what) {
        return Node.scalar(
                resolve(node).orElseThrow(() -> new TemplateProblem(node.place(), what + ": a value is wanted")), what);
    }

    private Optional<Node> each(Node.Fields fields) {
        Map<String, Node> resolved = new LinkedHashMap<>();
        fields.all().forEach((name, node) -> resolve(node).ifPresent(value -> resolved.put(name, value)));
        return Optional.of(new Node.Fields(resolved, fields.place()));
    }

    private Optional<Node> evaluate(Intrinsics.Call call, Place place) {
        return switch (call.function()) {
            case "Ref" -> ref(Node.scalar(call.argument(), "Ref"), place);
            case "Fn::If" -> choice(call);
            case "Fn::GetAtt" -> Optional.of(Node.text(attribute(call), place));
            case "Fn::Sub" -> Optional.of(Node.text(substitute(call), place));
            case "Fn::Join" -> Optional.of(Node.text(pieces.join(call), place));
            case "Fn::Base64" -> Optional.of(Node.text(pieces.base64(call), place));
            case "Fn::Split" -> Optional.of(pieces.split(call, place));
            case "Fn::Select" -> Optional.of(pieces.select(call));
            case "Fn::FindInMap" -> Optional.of(find(call));
            default -> throw new TemplateProblem(place, call.function() + " stands only in Conditions");
        };
    }

    private Optional<Node> ref(String name, Place place) {
        if (name.equals("AWS::NoValue")) {
            return Optional.empty();
        }
        return Optional.of(value(name, place));
    }

    private Node value(String name, Place place) {
        Node parameter = parameters.get(name);
        if (parameter != null) {
            return parameter;
        }
        return Node.text(Pseudo.value(name).orElseGet(() -> identities.ref(target(name, place), place)), place);
    }

    private Target target(String name, Place place) {
        Target target =
                Target.find(template, name).orElseThrow(() -> new TemplateProblem(place, "nothing is named " + name));
        if (!exists(target.resource())) {
            throw new TemplateProblem(place, name + " is used here, but its condition leaves it out");
        }
        return target;
    }

    private Optional<Node> choice(Intrinsics.Call call) {
        List<Node> arguments = Intrinsics.arguments(call, 3);
        boolean holds = conditions.holds(
                Node.scalar(arguments.getFirst(), "Fn::If"),
                arguments.getFirst().place());
        return resolve(arguments.get(holds ? 1 : 2));
    }

    private String attribute(Intrinsics.Call call) {
        Node pair = call.argument() instanceof Node.Scalar text ? Intrinsics.attributePair(text) : call.argument();
        List<Node> arguments = Intrinsics.arguments(new Intrinsics.Call(call.function(), pair), 2);
        String resource = Node.scalar(arguments.getFirst(), "Fn::GetAtt");
        return identities.attribute(
                target(resource, pair.place()), text(arguments.getLast(), "Fn::GetAtt"), pair.place());
    }

    private String substitute(Intrinsics.Call call) {
        if (call.argument() instanceof Node.Scalar text) {
            return Substitution.of(text).fill(name -> variable(name, Map.of(), text.place()));
        }
        List<Node> arguments = Intrinsics.arguments(call, 2);
        Node.Fields own = Node.fields(arguments.getLast(), "Fn::Sub");
        Place place = call.argument().place();
        return Substitution.of(Node.text(Node.scalar(arguments.getFirst(), "Fn::Sub"), place))
                .fill(name -> variable(name, own.all(), place));
    }

    private String variable(String name, Map<String, Node> own, Place place) {
        Node given = own.get(name);
        if (given != null) {
            return text(given, "Fn::Sub");
        }
        int dot = name.indexOf('.');
        if (dot < 0 || Target.find(template, name).isPresent()) {
            return Node.scalar(value(name, place), "Fn::Sub of " + name);
        }
        return identities.attribute(target(name.substring(0, dot), place), name.substring(dot + 1), place);
    }

    private Node find(Intrinsics.Call call) {
        List<String> keys = new ArrayList<>();
        Intrinsics.arguments(call, 3).forEach(argument -> keys.add(text(argument, "Fn::FindInMap")));
        Node found = template.part("Mappings");
        for (String key : keys) {
            found = Node.fields(found, "Fn::FindInMap")
                    .field(key)
                    .orElseThrow(() -> new TemplateProblem(
                            call.argument().place(), "Fn::FindInMap: nothing stands under " + String.join(".", keys)));
        }
        return found;
    }
}
