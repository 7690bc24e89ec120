package farebox.cli.deploy;

import farebox.cli.operator.UserError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * template.yaml as text in which only the locations of code are replaced: comments, order and short forms stay as they
 * are.
 */
final class SourceTemplate {
    private final String text;

    /** In the order of the file. */
    private final List<ScalarNode> folders;

    /** @throws UserError if the text is no YAML, or a function has no CodeUri that is the path of a folder */
    SourceTemplate(String text) {
        this.text = text;
        this.folders = SourceResource.all(text).stream()
                .filter(resource -> resource.hasType("AWS::Serverless::Function"))
                .map(SourceTemplate::folder)
                .toList();
    }

    /** The folders, each once, as the template writes them. */
    SequencedSet<String> folders() {
        return folders.stream().map(ScalarNode::getValue).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** @param locations where the code of each folder is now */
    String packaged(Map<String, String> locations) {
        StringBuilder packaged = new StringBuilder(text);
        for (ScalarNode folder : folders.reversed()) {
            packaged.replace(
                    charIndex(folder.getStartMark().getIndex()),
                    charIndex(folder.getEndMark().getIndex()),
                    Objects.requireNonNull(locations.get(folder.getValue()), "a folder was not packaged"));
        }
        return packaged.toString();
    }

    /** The parser counts code points. */
    private int charIndex(int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }

    private static ScalarNode folder(SourceResource function) {
        return function.scalar("Properties", "CodeUri")
                .filter(code -> code.getTag().equals(Tag.STR))
                .orElseThrow(() -> new UserError(
                        "template.yaml: the CodeUri of " + function.id() + " must be the path of a built folder"));
    }
}
