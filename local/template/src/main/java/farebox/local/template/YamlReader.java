package farebox.local.template;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * YAML with CloudFormation's short tags, of bounded size and depth. Only the tree is read, no type is ever constructed;
 * anchors, aliases and merge keys are refused as CloudFormation refuses them.
 */
final class YamlReader {
    private static final int MAX_FILE_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 60;

    private final String file;
    private final Set<org.yaml.snakeyaml.nodes.Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlReader(String file) {
        this.file = file;
    }

    /** @param file as it shall stand in messages */
    static Node read(String file, String text) {
        return new YamlReader(file).document(text);
    }

    private Node document(String text) {
        try {
            org.yaml.snakeyaml.nodes.Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                throw new TemplateProblem(file, "the file is empty");
            }
            return convert(root, place(root.getStartMark()));
        } catch (MarkedYAMLException e) {
            throw new TemplateProblem(place(e.getProblemMark()), "not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new TemplateProblem(file, "not YAML that is accepted here: " + e.getMessage());
        }
    }

    private static Yaml yaml() {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setCodePointLimit(MAX_FILE_CHARACTERS);
        bounds.setNestingDepthLimit(MAX_DEPTH);
        bounds.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(bounds), new Representer(unused), unused, bounds);
    }

    private Node convert(org.yaml.snakeyaml.nodes.Node node, SourceLocation location) {
        if (!seen.add(node)) {
            throw new TemplateProblem(location, "anchors and aliases are not supported in a template");
        }
        if (isShortTag(node.getTag())) {
            return shortForm(node, location);
        }
        return plain(node, location);
    }

    private Node plain(org.yaml.snakeyaml.nodes.Node node, SourceLocation location) {
        return switch (node) {
            case ScalarNode scalar -> new Node.Scalar(scalar.getValue(), kind(scalar), location);
            case SequenceNode sequence -> new Node.Items(elements(sequence), location);
            case MappingNode mapping -> new Node.Fields(entries(mapping), location);
            default -> throw new TemplateProblem(location, "a kind of YAML that is not supported: " + node.getNodeId());
        };
    }

    private List<Node> elements(SequenceNode sequence) {
        List<Node> elements = new ArrayList<>();
        sequence.getValue().forEach(element -> elements.add(convert(element, place(element.getStartMark()))));
        return elements;
    }

    private Map<String, Node> entries(MappingNode mapping) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = key(entry.getKeyNode());
            // A block of fields begins where its name stands, not where the first of them does.
            SourceLocation location = place(entry.getKeyNode().getStartMark());
            if (entries.putIfAbsent(key, convert(entry.getValueNode(), location)) != null) {
                throw new TemplateProblem(location, "the key '" + key + "' stands here a second time");
            }
        }
        return entries;
    }

    private String key(org.yaml.snakeyaml.nodes.Node node) {
        if (node.getTag().equals(Tag.MERGE)) {
            throw new TemplateProblem(place(node.getStartMark()), "merge keys (<<) are not supported in a template");
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new TemplateProblem(place(node.getStartMark()), "a key must be plain text");
    }

    /** {@code !Sub x} is {@code Fn::Sub: x}, {@code !Ref x} is {@code Ref: x}. */
    private Node shortForm(org.yaml.snakeyaml.nodes.Node node, SourceLocation location) {
        String name = node.getTag().getValue().substring(1);
        String full = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        if (!Intrinsics.KNOWN.contains(full)) {
            throw new TemplateProblem(location, "!" + name + " is not supported by the local emulator");
        }
        return new Node.Fields(Map.of(full, shortArgument(node, location, full)), location);
    }

    private Node shortArgument(org.yaml.snakeyaml.nodes.Node node, SourceLocation location, String function) {
        if (!(node instanceof ScalarNode scalar)) {
            return plain(node, location);
        }
        Node.Scalar text = Node.text(scalar.getValue(), location);
        return function.equals("Fn::GetAtt") ? Intrinsics.attributePair(text) : text;
    }

    private static boolean isShortTag(Tag tag) {
        return tag.getValue().startsWith("!");
    }

    private Node.Kind kind(ScalarNode scalar) {
        String tag = scalar.getTag().getValue();
        return switch (tag) {
            case "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp" -> Node.Kind.TEXT;
            case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float" -> Node.Kind.NUMBER;
            case "tag:yaml.org,2002:bool" -> Node.Kind.FLAG;
            case "tag:yaml.org,2002:null" -> Node.Kind.NOTHING;
            default ->
                throw new TemplateProblem(place(scalar.getStartMark()), "the YAML type " + tag + " is not supported");
        };
    }

    private SourceLocation place(Mark mark) {
        return new SourceLocation(file, mark == null ? 1 : mark.getLine() + 1);
    }
}
