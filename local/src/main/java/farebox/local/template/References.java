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

    private void resource(Resource resource) {
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
        resource.condition().ifPresent(name -> condition(Node.scalar(name, resource.id()), name.place()));
        edges.put(resource.id(), needed);
    }

    /** SAM makes alias and event source of these: resources of their own that come after the function. */
    private static boolean isLater(Resource resource, String property) {
        return resource.is(Types.FUNCTION)
                && Set.of("DeploymentPreference", "Events").contains(property);
    }

    private String existing(String id, Resource resource) {
        return Target.find(template, id)
                .map(target -> target.resource().id())
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
                                call -> call(call, fields.place(), needed),
                                () -> fields.all().values().forEach(value -> walk(value, needed)));
        }
    }

    private void call(Intrinsics.Call call, Place place, Set<String> needed) {
        switch (call.function()) {
            case "Ref" -> name(Node.scalar(call.argument(), "Ref"), place, needed);
            case "Fn::GetAtt" -> attribute(call, place, needed);
            case "Fn::Sub" -> substitution(call, needed);
            case "Fn::If" -> {
                Node first = Intrinsics.arguments(call, 3).getFirst();
                condition(Node.scalar(first, "Fn::If"), first.place());
                walk(call.argument(), needed);
            }
            default -> walk(call.argument(), needed);
        }
    }

    private void attribute(Intrinsics.Call call, Place place, Set<String> needed) {
        Node pair = call.argument() instanceof Node.Scalar text ? Intrinsics.attributePair(text) : call.argument();
        Node first = Intrinsics.arguments(new Intrinsics.Call(call.function(), pair), 2)
                .getFirst();
        resourceNamed(Node.scalar(first, "Fn::GetAtt"), place, needed);
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
        Place place = text.place();
        for (String name : new Substitution(Node.scalar(text, "Fn::Sub")).names()) {
            if (!own.contains(name)) {
                variable(name, place, needed);
            }
        }
    }

    private void variable(String name, Place place, Set<String> needed) {
        int dot = name.indexOf('.');
        if (dot < 0 || Target.find(template, name).isPresent()) {
            name(name, place, needed);
        } else {
            resourceNamed(name.substring(0, dot), place, needed);
        }
    }

    private void name(String name, Place place, Set<String> needed) {
        if (!Pseudo.isKnown(name) && template.part("Parameters").field(name).isEmpty()) {
            resourceNamed(name, place, needed);
        }
    }

    private void resourceNamed(String name, Place place, Set<String> needed) {
        needed.add(Target.find(template, name)
                .orElseThrow(() -> new TemplateProblem(place, "nothing is named " + name))
                .resource()
                .id());
    }

    private void condition(String name, Place place) {
        if (template.part("Conditions").field(name).isEmpty()) {
            throw new TemplateProblem(place, "there is no condition named " + name);
        }
    }

    private void follow(String id, Set<String> way) {
        if (!way.add(id)) {
            Resource resource = Objects.requireNonNull(template.resources().get(id));
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
