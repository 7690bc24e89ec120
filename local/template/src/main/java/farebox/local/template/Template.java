package farebox.local.template;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A SAM template as it was written, with Globals merged into the resources and every reference known to lead somewhere.
 */
public final class Template {
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Transform",
            "Description",
            "Metadata",
            "Parameters",
            "Mappings",
            "Conditions",
            "Globals",
            "Resources",
            "Outputs");
    private static final String SAM = "AWS::Serverless-2016-10-31";

    private final Section root;
    private final Path folder;
    private final Map<String, TemplateResource> resources;

    private Template(Section root, Path folder) {
        this.root = root;
        this.folder = folder;
        this.resources = Globals.merge(root);
    }

    /** @throws TemplateProblem if the file cannot be read or is no template that holds together */
    public static Template read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return parse(name, Files.readString(file), file.toAbsolutePath().resolveSibling(""));
        } catch (CharacterCodingException e) {
            throw new TemplateProblem(name, "the file is not " + StandardCharsets.UTF_8 + " text");
        } catch (IOException e) {
            throw new TemplateProblem(file.toString(), "the template cannot be read: " + e.getMessage());
        }
    }

    /**
     * @param name as messages shall call the file
     * @param folder what CodeUri is relative to
     */
    public static Template parse(String name, String text, Path folder) {
        Section root = new Section("the template", Node.fields(YamlReader.read(name, text), name)).only(SECTIONS);
        if (!root.texts("Transform").equals(List.of(SAM))) {
            throw root.problem("Transform", "it must be " + SAM + " and nothing else");
        }
        Template template = new Template(root, folder);
        References.check(template);
        return template;
    }

    /** By logical id, in the order of the file, unresolved. */
    public Map<String, TemplateResource> resources() {
        return resources;
    }

    /**
     * The resources that exist under these parameters, with everything resolved, also those without effect here.
     *
     * @throws TemplateProblem if a parameter is refused or something cannot be resolved
     */
    public Map<String, TemplateResource> resolved(Map<String, String> parameters) {
        Resolver resolver = new Resolver(this, parameters);
        Map<String, TemplateResource> resolved = new LinkedHashMap<>();
        resources.values().stream().filter(resolver::exists).forEach(resource -> {
            TemplateResource whole = resolver.resolved(resource);
            resolved.put(whole.id(), whole);
        });
        return resolved;
    }

    /**
     * What the local emulator has to start.
     *
     * @param parameters those that shall differ from their defaults
     * @throws TemplateProblem if something cannot be resolved or is not imitated here
     */
    public Deployment deploy(Map<String, String> parameters) {
        return new DeploymentReader(this, new Resolver(this, parameters)).read();
    }

    Path folder() {
        return folder;
    }

    Node.Fields part(String name) {
        return root.maybeSection(name).map(Section::fields).orElseGet(() -> new Node.Fields(Map.of(), place()));
    }

    SourceLocation place() {
        return root.fields().location();
    }
}
