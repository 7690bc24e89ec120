package farebox.local.template;

import java.util.Map;
import java.util.Optional;

/**
 * What a reference leads to: a resource of the template, or one that SAM makes of it, such as a function's role or
 * alias.
 *
 * @param made which of SAM's own resources; the template's resource itself if it is {@link Made#ITSELF}
 */
record ReferenceTarget(TemplateResource resource, Made made) {

    /** What SAM generates beside a resource, as far as templates refer to it. */
    enum Made {
        ITSELF,
        ALIAS,
        VERSION,
        ROLE,
        STAGE,
        DEPLOYMENT
    }

    private static final Map<String, Made> OF_FUNCTION =
            Map.of(".Alias", Made.ALIAS, ".Version", Made.VERSION, "Role", Made.ROLE, "Version", Made.VERSION);
    private static final Map<String, Made> OF_API = Map.of(
            ".Stage", Made.STAGE, ".Deployment", Made.DEPLOYMENT, "Stage", Made.STAGE, "Deployment", Made.DEPLOYMENT);

    static Optional<ReferenceTarget> find(Template template, String name) {
        TemplateResource itself = template.resources().get(name);
        if (itself != null) {
            return Optional.of(new ReferenceTarget(itself, Made.ITSELF));
        }
        return template.resources().values().stream()
                .flatMap(resource -> made(resource, name).map(made -> new ReferenceTarget(resource, made)).stream())
                .findFirst();
    }

    private static Optional<Made> made(TemplateResource resource, String name) {
        if (!name.startsWith(resource.id())) {
            return Optional.empty();
        }
        String rest = name.substring(resource.id().length());
        return switch (resource.type()) {
            case Types.FUNCTION -> function(resource, rest);
            case Types.API -> api(resource, rest);
            default -> Optional.empty();
        };
    }

    private static Optional<Made> function(TemplateResource resource, String rest) {
        Optional<String> alias = resource.properties().field("AutoPublishAlias").map(ReferenceTarget::written);
        Made made = alias.filter(name -> rest.equals("Alias" + name)).isPresent() ? Made.ALIAS : OF_FUNCTION.get(rest);
        return Optional.ofNullable(made).filter(found -> found == Made.ROLE || alias.isPresent());
    }

    private static Optional<Made> api(TemplateResource resource, String rest) {
        String stage = resource.properties()
                .field("StageName")
                .map(ReferenceTarget::written)
                .orElse("");
        return Optional.ofNullable(rest.equals(stage + "Stage") ? Made.STAGE : OF_API.get(rest));
    }

    /** SAM builds its names from what is written; a name that is computed leaves the short form. */
    private static String written(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.text() : "";
    }
}
