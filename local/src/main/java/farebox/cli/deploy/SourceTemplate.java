package farebox.cli.deploy;

import farebox.local.launcher.UserError;
import farebox.local.template.Node;
import farebox.local.template.Resource;
import farebox.local.template.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** template.yaml as text in which only the places of code change: comments, order and short forms stay as they are. */
final class SourceTemplate {
    private static final Pattern CODE = Pattern.compile("(?m)^(\\h+CodeUri:\\h+)([^\\s'\"{\\[!#]\\S*)\\h*$");

    private final String text;

    /** @throws UserError if a function's code is written in a way that would be missed here */
    SourceTemplate(String text, Path folder) {
        this.text = text;
        List<String> meant = meant(Template.parse("template.yaml", text, folder));
        if (!meant.equals(written())) {
            throw new UserError("each CodeUri in template.yaml must be a plain folder on a line of its own; found "
                    + written() + " for " + meant);
        }
    }

    /** The folders, each once, as the template writes them. */
    SequencedSet<String> folders() {
        return new LinkedHashSet<>(written());
    }

    /** @param locations where the code of each folder is now */
    String packaged(Map<String, String> locations) {
        return CODE.matcher(text)
                .replaceAll(line -> Matcher.quoteReplacement(line.group(1)
                        + Objects.requireNonNull(locations.get(line.group(2)), "a folder was not packaged")));
    }

    private List<String> written() {
        return CODE.matcher(text).results().map(line -> line.group(2)).toList();
    }

    private static List<String> meant(Template template) {
        List<String> folders = new ArrayList<>();
        for (Resource resource : template.resources().values()) {
            if (resource.type().equals("AWS::Serverless::Function")) {
                Optional<Node> code = resource.properties().field("CodeUri");
                folders.add(code.map(node -> Node.scalar(node, resource.id() + ".CodeUri"))
                        .orElse("nothing"));
            }
        }
        return folders;
    }
}
