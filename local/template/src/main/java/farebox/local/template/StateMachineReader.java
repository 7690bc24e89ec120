package farebox.local.template;

import farebox.local.template.Workflows.StateMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an AWS::Serverless::StateMachine whose definition is a file or stands in the template. */
final class StateMachineReader {
    /** As SAM has names of substitutions; a JSONata expression has no such text. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)\\}");

    private final Path folder;

    /** @param folder what DefinitionUri is relative to */
    StateMachineReader(Path folder) {
        this.folder = folder;
    }

    StateMachine read(Section machine, String name) {
        machine.only(SupportedProperties.STATE_MACHINE);
        if (!machine.textOr("Type", "STANDARD").equals("STANDARD")) {
            throw machine.problem("Type", "the local emulator runs STANDARD state machines only");
        }
        return new StateMachine(name, substituted(machine, definition(machine)), machine.textOr("Role", ""));
    }

    private String definition(Section machine) {
        return machine.maybeSection("Definition")
                .map(written -> NodeJson.fields(written.fields()).toString())
                .orElseGet(() -> file(machine));
    }

    private String file(Section machine) {
        Path file = folder.resolve(machine.text("DefinitionUri"));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw machine.problem("DefinitionUri", file + " cannot be read: " + e.getMessage());
        }
    }

    private static String substituted(Section machine, String definition) {
        Section values = machine.maybeSection("DefinitionSubstitutions")
                .orElseGet(() -> new Section(
                        machine.name(),
                        new Node.Fields(Map.of(), machine.fields().location())));
        return VARIABLE.matcher(definition)
                .replaceAll(found -> Matcher.quoteReplacement(values.maybeText(found.group(1))
                        .orElseThrow(() -> machine.problem(
                                "DefinitionSubstitutions", "nothing is given for ${" + found.group(1) + "}"))));
    }
}
