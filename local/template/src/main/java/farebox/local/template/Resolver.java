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
    private final StringFunctions stringFunctions;

    Resolver(Template template, Map<String, String> parameters) {
        this.template = template;
        this.parameters = TemplateParameters.of(template.part("Parameters"), parameters);
        this.conditions = new Conditions(template.part("Conditions"), this);
        this.identities = new Identities(this);
        this.stringFunctions = new StringFunctions(this);
    }

    Identities identities() {
        return identities;
    }

    boolean exists(TemplateResource resource) {
        return resource.condition()
                .map(name -> conditions.holds(Node.scalar(name, resource.id() + ".Condition"), name.location()))
                .orElse(true);
    }

    /** The same resource with resolved properties. */
    TemplateResource resolved(TemplateResource resource) {
        Map<String, Node> body = new LinkedHashMap<>(resource.body().all());
        resolve(resource.properties()).ifPresent(properties -> body.put("Properties", properties));
        return new TemplateResource(resource.id(), resource.type(), new Node.Fields(body, resource.place()));
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
                        items.location()));
            case Node.Fields fields ->
                Intrinsics.call(fields)
                        .map(call -> evaluate(call, fields.location()))
                        .orElseGet(() -> each(fields));
        };
    }

    /** A value that must be there and single. */
    String text(Node node, String what) {
        return Node.scalar(
                resolve(node).orElseThrow(() -> new TemplateProblem(node.location(), what + ": a value is wanted")),
                what);
    }

    private Optional<Node> each(Node.Fields fields) {
        Map<String, Node> resolved = new LinkedHashMap<>();
        fields.all().forEach((name, node) -> resolve(node).ifPresent(value -> resolved.put(name, value)));
        return Optional.of(new Node.Fields(resolved, fields.location()));
    }

    private Optional<Node> evaluate(Intrinsics.Call call, SourceLocation location) {
        return switch (call.function()) {
            case "Ref" -> ref(Node.scalar(call.argument(), "Ref"), location);
            case "Fn::If" -> choice(call);
            case "Fn::GetAtt" -> Optional.of(Node.text(attribute(call), location));
            case "Fn::Sub" -> Optional.of(Node.text(substitute(call), location));
            case "Fn::Join" -> Optional.of(Node.text(stringFunctions.join(call), location));
            case "Fn::Base64" -> Optional.of(Node.text(stringFunctions.base64(call), location));
            case "Fn::Split" -> Optional.of(stringFunctions.split(call, location));
            case "Fn::Select" -> Optional.of(stringFunctions.select(call));
            case "Fn::FindInMap" -> Optional.of(find(call));
            default -> throw new TemplateProblem(location, call.function() + " stands only in Conditions");
        };
    }

    private Optional<Node> ref(String name, SourceLocation location) {
        if (name.equals("AWS::NoValue")) {
            return Optional.empty();
        }
        return Optional.of(value(name, location));
    }

    private Node value(String name, SourceLocation location) {
        Node parameter = parameters.get(name);
        if (parameter != null) {
            return parameter;
        }
        return Node.text(
                PseudoParameters.value(name).orElseGet(() -> identities.ref(target(name, location), location)),
                location);
    }

    private ReferenceTarget target(String name, SourceLocation location) {
        ReferenceTarget referenceTarget = ReferenceTarget.find(template, name)
                .orElseThrow(() -> new TemplateProblem(location, "nothing is named " + name));
        if (!exists(referenceTarget.resource())) {
            throw new TemplateProblem(location, name + " is used here, but its condition leaves it out");
        }
        return referenceTarget;
    }

    private Optional<Node> choice(Intrinsics.Call call) {
        List<Node> arguments = Intrinsics.arguments(call, 3);
        boolean holds = conditions.holds(
                Node.scalar(arguments.getFirst(), "Fn::If"),
                arguments.getFirst().location());
        return resolve(arguments.get(holds ? 1 : 2));
    }

    private String attribute(Intrinsics.Call call) {
        Node pair = call.argument() instanceof Node.Scalar text ? Intrinsics.attributePair(text) : call.argument();
        List<Node> arguments = Intrinsics.arguments(new Intrinsics.Call(call.function(), pair), 2);
        String resource = Node.scalar(arguments.getFirst(), "Fn::GetAtt");
        return identities.attribute(
                target(resource, pair.location()), text(arguments.getLast(), "Fn::GetAtt"), pair.location());
    }

    private String substitute(Intrinsics.Call call) {
        if (call.argument() instanceof Node.Scalar text) {
            return Substitution.of(text).fill(name -> variable(name, Map.of(), text.location()));
        }
        List<Node> arguments = Intrinsics.arguments(call, 2);
        Node.Fields own = Node.fields(arguments.getLast(), "Fn::Sub");
        SourceLocation location = call.argument().location();
        return Substitution.of(Node.text(Node.scalar(arguments.getFirst(), "Fn::Sub"), location))
                .fill(name -> variable(name, own.all(), location));
    }

    private String variable(String name, Map<String, Node> own, SourceLocation location) {
        Node given = own.get(name);
        if (given != null) {
            return text(given, "Fn::Sub");
        }
        int dot = name.indexOf('.');
        if (dot < 0 || ReferenceTarget.find(template, name).isPresent()) {
            return Node.scalar(value(name, location), "Fn::Sub of " + name);
        }
        return identities.attribute(target(name.substring(0, dot), location), name.substring(dot + 1), location);
    }

    private Node find(Intrinsics.Call call) {
        List<String> keys = new ArrayList<>();
        Intrinsics.arguments(call, 3).forEach(argument -> keys.add(text(argument, "Fn::FindInMap")));
        Node found = template.part("Mappings");
        for (String key : keys) {
            found = Node.fields(found, "Fn::FindInMap")
                    .field(key)
                    .orElseThrow(() -> new TemplateProblem(
                            call.argument().location(),
                            "Fn::FindInMap: nothing stands under " + String.join(".", keys)));
        }
        return found;
    }
}
