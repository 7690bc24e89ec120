package farebox.local.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One resource of the template.
 *
 * @param id its logical id
 * @param body all of it, with Type and Properties, and with Globals merged in
 */
public record TemplateResource(String id, String type, Node.Fields body) {
    private static final Set<String> ATTRIBUTES = Set.of(
            "Type",
            "Properties",
            "Condition",
            "DependsOn",
            "DeletionPolicy",
            "UpdateReplacePolicy",
            "UpdatePolicy",
            "CreationPolicy",
            "Metadata");

    static TemplateResource of(String id, Node node) {
        Node.Fields body = Node.fields(node, id);
        body.all().forEach((name, value) -> {
            if (!ATTRIBUTES.contains(name)) {
                throw new TemplateProblem(value.location(), id + ": a resource has no attribute " + name);
            }
        });
        Node type = body.field("Type")
                .orElseThrow(() -> new TemplateProblem(body.location(), id + ": a resource needs a Type"));
        return new TemplateResource(id, Node.scalar(type, id + ".Type"), body);
    }

    public SourceLocation place() {
        return body.location();
    }

    public Node.Fields properties() {
        return body.field("Properties")
                .map(node -> Node.fields(node, id + ".Properties"))
                .orElseGet(() -> new Node.Fields(Map.of(), body.location()));
    }

    /** The name of the condition under which it exists. */
    Optional<Node> condition() {
        return body.field("Condition");
    }

    boolean is(String wanted) {
        return type.equals(wanted);
    }
}
