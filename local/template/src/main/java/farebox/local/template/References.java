package farebox.local.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Every reference leads somewhere, no resource waits for itself, and no unknown function is called, anywhere. */
final class References {
    private final Template template;
    private final Map<String, Set<String>> edges = new LinkedHashMap<>();
    private final Set<String> settled = new HashSet<>();

    private References(Template template) {
        this.template = template;
    }

    static void check(Template template) {
        References references = new References(template);
        template.resources().values().forEach(references::resource);
        for (String part : List.of("Conditions", "Outputs")) {
            template.part(part).all().values().forEach(node -> references.walk(node, new LinkedHashSet<>()));
        }
        template.resources().keySet().forEach(id -> references.follow(id, new LinkedHashSet<>()));
    }

    private void resource(TemplateResource resource) {
        Set<String> needed = new LinkedHashSet<>();
        resource.body().all().forEach((name, node) -> {
            if (!name.equals("Properties")) {
                walk(node, needed);
            }
        });
        resource.properties()
                .all()
                .forEach((name, node) -> walk(node, isLater(resource, name) ? new HashSet<>() : needed));
        new Section(resource.id(), resource.body())
                .texts("DependsOn")
                .forEach(id -> needed.add(existing(id, resource)));
        resource.condition().ifPresent(name -> condition(Node.scalar(name, resource.id()), name.location()));
        edges.put(resource.id(), needed);
    }

    /** SAM makes alias and event source of these: resources of their own that come after the function. */
    private static boolean isLater(TemplateResource resource, String property) {
        return resource.is(Types.FUNCTION)
                && Set.of("DeploymentPreference", "Events").contains(property);
    }

    private String existing(String id, TemplateResource resource) {
        return ReferenceTarget.find(template, id)
                .map(referenceTarget -> referenceTarget.resource().id())
                .orElseThrow(() ->
                        new TemplateProblem(resource.place(), resource.id() + ".DependsOn: nothing is named " + id));
    }

    private void walk(Node node, Set<String> needed) {
        switch (node) {
            case Node.Scalar scalar -> {}
            case Node.Items items -> items.all().forEach(item -> walk(item, needed));
            case Node.Fields fields ->
                Intrinsics.call(fields)
                        .ifPresentOrElse(
                                call -> call(call, fields.location(), needed),
                                () -> fields.all().values().forEach(value -> walk(value, needed)));
        }
    }

    private void call(Intrinsics.Call call, SourceLocation location, Set<String> needed) {
        switch (call.function()) {
            case "Ref" -> name(Node.scalar(call.argument(), "Ref"), location, needed);
            case "Fn::GetAtt" -> attribute(call, location, needed);
            case "Fn::Sub" -> substitution(call, needed);
            case "Fn::If" -> {
                Node first = Intrinsics.arguments(call, 3).getFirst();
                condition(Node.scalar(first, "Fn::If"), first.location());
                walk(call.argument(), needed);
            }
            default -> walk(call.argument(), needed);
        }
    }

    private void attribute(Intrinsics.Call call, SourceLocation location, Set<String> needed) {
        Node pair = call.argument() instanceof Node.Scalar text ? Intrinsics.attributePair(text) : call.argument();
        Node first = Intrinsics.arguments(new Intrinsics.Call(call.function(), pair), 2)
                .getFirst();
        resourceNamed(Node.scalar(first, "Fn::GetAtt"), location, needed);
    }

    private void substitution(Intrinsics.Call call, Set<String> needed) {
        Node text = call.argument();
        Set<String> own = Set.of();
        if (text instanceof Node.Items) {
            List<Node> arguments = Intrinsics.arguments(call, 2);
            text = arguments.getFirst();
            own = Node.fields(arguments.getLast(), "Fn::Sub").all().keySet();
            walk(arguments.getLast(), needed);
        }
        SourceLocation location = text.location();
        for (String name : new Substitution(Node.scalar(text, "Fn::Sub")).names()) {
            if (!own.contains(name)) {
                variable(name, location, needed);
            }
        }
    }

    private void variable(String name, SourceLocation location, Set<String> needed) {
        int dot = name.indexOf('.');
        if (dot < 0 || ReferenceTarget.find(template, name).isPresent()) {
            name(name, location, needed);
        } else {
            resourceNamed(name.substring(0, dot), location, needed);
        }
    }

    private void name(String name, SourceLocation location, Set<String> needed) {
        if (!PseudoParameters.isKnown(name)
                && template.part("Parameters").field(name).isEmpty()) {
            resourceNamed(name, location, needed);
        }
    }

    private void resourceNamed(String name, SourceLocation location, Set<String> needed) {
        needed.add(ReferenceTarget.find(template, name)
                .orElseThrow(() -> new TemplateProblem(location, "nothing is named " + name))
                .resource()
                .id());
    }

    private void condition(String name, SourceLocation location) {
        if (template.part("Conditions").field(name).isEmpty()) {
            throw new TemplateProblem(location, "there is no condition named " + name);
        }
    }

    private void follow(String id, Set<String> way) {
        if (!way.add(id)) {
            TemplateResource resource =
                    Objects.requireNonNull(template.resources().get(id));
            List<String> circle = new ArrayList<>(way);
            String shown = String.join(" -> ", circle.subList(circle.indexOf(id), circle.size())) + " -> " + id;
            throw new TemplateProblem(resource.place(), "resources wait for each other: " + shown);
        }
        if (settled.add(id)) {
            edges.getOrDefault(id, Set.of()).forEach(next -> follow(next, way));
        }
        way.remove(id);
    }
}
