package farebox.cli.deploy;

import farebox.cli.operator.UserError;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * template.yaml as text in which only the locations of code and definitions are replaced: comments, order and short
 * forms stay as they are.
 */
final class SourceTemplate {
    private final String text;

    /** Where paths stand, in the order of the file. */
    private final List<ScalarNode> paths;

    private final SequencedSet<String> folders;
    private final SequencedSet<String> definitions;

    /**
     * @throws UserError if the text is no YAML, a function has no CodeUri that is the path of a folder, or a state
     *     machine no DefinitionUri that is the path of a file
     */
    SourceTemplate(String text) {
        this.text = text;
        List<SourceResource> resources = SourceResource.all(text);
        List<ScalarNode> code = paths(resources, "AWS::Serverless::Function", "CodeUri", "a built folder");
        List<ScalarNode> files = paths(resources, "AWS::Serverless::StateMachine", "DefinitionUri", "a file");
        this.folders = values(code);
        this.definitions = values(files);
        this.paths = Stream.concat(code.stream(), files.stream())
                .sorted(Comparator.comparingInt(path -> path.getStartMark().getIndex()))
                .toList();
    }

    /** The folders, each once, as the template writes them. */
    SequencedSet<String> folders() {
        return folders;
    }

    /** The files with definitions of state machines, each once, as the template writes them. */
    SequencedSet<String> definitions() {
        return definitions;
    }

    /** @param locations where each folder's code and each definition is now */
    String packaged(Map<String, String> locations) {
        StringBuilder packaged = new StringBuilder(text);
        for (ScalarNode path : paths.reversed()) {
            packaged.replace(
                    charIndex(path.getStartMark().getIndex()),
                    charIndex(path.getEndMark().getIndex()),
                    Objects.requireNonNull(locations.get(path.getValue()), "a path was not packaged"));
        }
        return packaged.toString();
    }

    /** The parser counts code points. */
    private int charIndex(int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }

    private static List<ScalarNode> paths(List<SourceResource> resources, String type, String property, String wanted) {
        return resources.stream()
                .filter(resource -> resource.hasType(type))
                .map(resource -> resource.scalar("Properties", property)
                        .filter(path -> path.getTag().equals(Tag.STR))
                        .orElseThrow(() -> new UserError("template.yaml: the " + property + " of " + resource.id()
                                + " must be the path of " + wanted)))
                .toList();
    }

    private static SequencedSet<String> values(List<ScalarNode> paths) {
        return paths.stream().map(ScalarNode::getValue).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
