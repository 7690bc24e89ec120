package farebox.cli.deploy;

import farebox.cli.operator.UserError;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** One resource of a template as it was written: nothing is resolved, and each value knows its place in the text. */
record SourceResource(String id, Node body) {

    /**
     * In the order of the text.
     *
     * @throws UserError if the text is no YAML
     */
    static List<SourceResource> all(String template) {
        return field(parsed(template), "Resources").stream()
                .flatMap(SourceResource::fields)
                .map(resource -> new SourceResource(resource.getKey(), resource.getValue()))
                .toList();
    }

    boolean hasType(String type) {
        return scalar("Type").map(ScalarNode::getValue).filter(type::equals).isPresent();
    }

    /** The single value at the end of a path of field names; empty if there is none, or a list or fields. */
    Optional<ScalarNode> scalar(String... path) {
        Optional<Node> node = Optional.of(body);
        for (String name : path) {
            node = node.flatMap(parent -> field(parent, name));
        }
        return node.flatMap(SourceResource::scalar);
    }

    private static Node parsed(String template) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(template));
        } catch (YAMLException e) {
            throw new UserError("the template is no YAML: " + e.getMessage(), e);
        }
    }

    private static Optional<Node> field(Node node, String name) {
        return fields(node)
                .filter(field -> field.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Stream<Map.Entry<String, Node>> fields(Node node) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .flatMap(field -> scalar(field.getKeyNode()).stream()
                                .map(key -> Map.entry(key.getValue(), field.getValueNode())))
                : Stream.empty();
    }

    private static Optional<ScalarNode> scalar(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar) : Optional.empty();
    }
}
