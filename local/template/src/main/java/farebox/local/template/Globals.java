package farebox.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SAM's merging of Globals into resources: fields are merged, lists joined, single values replaced. */
final class Globals {
    private static final Map<String, String> SECTION_OF_TYPE = Map.of(Types.FUNCTION, "Function", Types.API, "Api");

    private Globals() {}

    static Map<String, TemplateResource> merge(Section template) {
        Section globals = template.maybeSection("Globals")
                .orElseGet(() -> new Section(
                        "Globals", new Node.Fields(Map.of(), template.fields().location())))
                .only(Set.copyOf(SECTION_OF_TYPE.values()));
        Map<String, TemplateResource> merged = new LinkedHashMap<>();
        template.section("Resources").fields().all().forEach((id, node) -> {
            TemplateResource resource = TemplateResource.of(id, node);
            String section = SECTION_OF_TYPE.getOrDefault(resource.type(), "");
            merged.put(
                    id,
                    globals.maybeSection(section).map(g -> merge(g, resource)).orElse(resource));
        });
        return merged;
    }

    private static TemplateResource merge(Section globals, TemplateResource resource) {
        Map<String, Node> body = new LinkedHashMap<>(resource.body().all());
        body.put("Properties", merge(globals.fields(), resource.properties()));
        return new TemplateResource(resource.id(), resource.type(), new Node.Fields(body, resource.place()));
    }

    private static Node merge(Node global, Node local) {
        if (global instanceof Node.Items first && local instanceof Node.Items second) {
            List<Node> joined = new ArrayList<>(first.all());
            joined.addAll(second.all());
            return new Node.Items(joined, local.location());
        }
        return global instanceof Node.Fields first && local instanceof Node.Fields second && areData(first, second)
                ? mergeFields(first, second)
                : local;
    }

    private static Node mergeFields(Node.Fields global, Node.Fields local) {
        Map<String, Node> merged = new LinkedHashMap<>(global.all());
        local.all().forEach((name, node) -> merged.merge(name, node, Globals::merge));
        return new Node.Fields(merged, local.location());
    }

    /** A call of an intrinsic function is one value, so it replaces or is replaced. */
    private static boolean areData(Node.Fields first, Node.Fields second) {
        return Intrinsics.call(first).isEmpty() && Intrinsics.call(second).isEmpty();
    }
}
