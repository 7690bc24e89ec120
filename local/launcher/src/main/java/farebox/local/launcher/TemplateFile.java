package farebox.local.launcher;

import farebox.cli.operator.UserError;
import farebox.local.template.Deployment;
import farebox.local.template.Template;
import farebox.local.template.TemplateProblem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** template.yaml of a checkout, read for the emulator. */
final class TemplateFile {
    /** Where one person tries things out with a key or two, nobody waits for requests that do not come. */
    private static final Map<String, String> LOCAL = Map.of("ModelCanaryPercent", "50", "ModelCanarySeconds", "1");

    private TemplateFile() {}

    /**
     * @param parameters that somebody asked for
     * @throws UserError if the template cannot be used; the message says where and why
     */
    static Deployment read(Path home, Map<String, String> parameters) {
        try {
            Map<String, String> all = new HashMap<>(LOCAL);
            all.putAll(parameters);
            return Template.read(home.resolve("template.yaml")).deploy(all);
        } catch (TemplateProblem e) {
            throw new UserError(e.line(), e);
        }
    }
}
