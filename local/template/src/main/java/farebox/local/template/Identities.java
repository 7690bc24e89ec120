package farebox.local.template;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names, ids and ARNs of resources: what Ref and Fn::GetAtt give. They depend on the logical id alone, so they stay.
 */
final class Identities {
    private static final Map<String, String> NAMED_BY = Map.of(
            Types.FUNCTION, "FunctionName",
            Types.TABLE, "TableName",
            Types.BUCKET, "BucketName",
            Types.QUEUE, "QueueName",
            Types.RULE, "Name",
            Types.SCHEDULE, "Name",
            Types.STATE_MACHINE, "Name");
    private static final int API_ID_CHARACTERS = 10;
    private static final int PLAN_ID_CHARACTERS = 6;

    private final Resolver resolver;
    private final Set<String> underWay = new LinkedHashSet<>();

    Identities(Resolver resolver) {
        this.resolver = resolver;
    }

    String ref(ReferenceTarget referenceTarget, SourceLocation location) {
        TemplateResource resource = referenceTarget.resource();
        return switch (referenceTarget.made()) {
            case ITSELF -> itself(resource);
            case ALIAS -> functionArn(name(resource)) + ":" + alias(resource);
            case VERSION -> functionArn(name(resource)) + ":1";
            case ROLE -> name(resource) + "-role";
            case STAGE -> resolver.text(required(resource, "StageName", location), resource.id() + ".StageName");
            case DEPLOYMENT -> stable(resource.id() + "Deployment", PLAN_ID_CHARACTERS);
        };
    }

    String attribute(ReferenceTarget referenceTarget, String attribute, SourceLocation location) {
        TemplateResource resource = referenceTarget.resource();
        if (referenceTarget.made() == ReferenceTarget.Made.ROLE && attribute.equals("Arn")) {
            return "arn:aws:iam::" + PseudoParameters.ACCOUNT + ":role/" + name(resource) + "-role";
        }
        if (referenceTarget.made() != ReferenceTarget.Made.ITSELF) {
            throw unknown(resource, attribute, location);
        }
        if (Types.WITHOUT_EFFECT.contains(resource.type())) {
            return attribute.endsWith("Arn") ? arnWithoutEffect(resource) : name(resource) + "-" + attribute;
        }
        return imitated(resource, attribute, location);
    }

    /** Its physical name, or its id where it has no name that others use. */
    String name(TemplateResource resource) {
        return switch (resource.type()) {
            case Types.API -> stable(resource.id(), API_ID_CHARACTERS);
            case Types.USAGE_PLAN -> stable(resource.id(), PLAN_ID_CHARACTERS);
            default -> named(resource);
        };
    }

    static String functionArn(String name) {
        return PseudoParameters.arn("lambda", "function:" + name);
    }

    /** Of what is imitated and has one. */
    String arn(TemplateResource resource) {
        String name = name(resource);
        return switch (resource.type()) {
            case Types.FUNCTION -> functionArn(name);
            case Types.TABLE -> PseudoParameters.arn("dynamodb", "table/" + name);
            case Types.BUCKET -> "arn:aws:s3:::" + name;
            case Types.QUEUE -> PseudoParameters.arn("sqs", name);
            case Types.RULE -> PseudoParameters.arn("events", "rule/" + name);
            case Types.SCHEDULE -> PseudoParameters.arn("scheduler", "schedule/default/" + name);
            case Types.STATE_MACHINE -> PseudoParameters.arn("states", "stateMachine:" + name);
            default -> throw unknown(resource, "Arn", resource.place());
        };
    }

    String streamArn(TemplateResource table) {
        return PseudoParameters.arn("dynamodb", "table/" + name(table) + "/stream/2026-01-01T00:00:00.000");
    }

    private String itself(TemplateResource resource) {
        return switch (resource.type()) {
            case Types.QUEUE -> queueUrl(name(resource));
            case Types.STATE_MACHINE -> arn(resource);
            default -> name(resource);
        };
    }

    /** Clients send it along; they find the service by its endpoint. */
    private static String queueUrl(String name) {
        return "https://sqs." + PseudoParameters.REGION + ".amazonaws.com/" + PseudoParameters.ACCOUNT + "/" + name;
    }

    private String imitated(TemplateResource resource, String attribute, SourceLocation location) {
        if (attribute.equals("Arn")) {
            return arn(resource);
        }
        String name = name(resource);
        return switch (resource.type() + " " + attribute) {
            case Types.TABLE + " StreamArn" -> streamArn(resource);
            case Types.QUEUE + " QueueName", Types.STATE_MACHINE + " Name" -> name;
            case Types.QUEUE + " QueueUrl" -> queueUrl(name);
            case Types.BUCKET + " DomainName" -> name + ".s3.amazonaws.com";
            case Types.BUCKET + " RegionalDomainName" -> name + ".s3." + PseudoParameters.REGION + ".amazonaws.com";
            case Types.API + " RestApiId", Types.USAGE_PLAN + " Id" -> name;
            case Types.API + " RootResourceId" -> stable(resource.id() + "/", API_ID_CHARACTERS);
            default -> throw unknown(resource, attribute, location);
        };
    }

    private String named(TemplateResource resource) {
        String property = NAMED_BY.getOrDefault(resource.type(), "");
        if (!underWay.add(resource.id())) {
            throw new TemplateProblem(resource.place(), "the name of " + resource.id() + " depends on itself");
        }
        String otherwise = PseudoParameters.STACK + "-" + resource.id().toLowerCase(Locale.ROOT);
        String name = resource.properties()
                .field(property)
                .flatMap(resolver::resolve)
                .map(node -> Node.scalar(node, resource.id() + "." + property))
                .orElse(otherwise);
        underWay.remove(resource.id());
        return name;
    }

    private String alias(TemplateResource function) {
        return function.properties()
                .field("AutoPublishAlias")
                .map(node -> resolver.text(node, function.id() + ".AutoPublishAlias"))
                .orElseThrow(() -> unknown(function, "Alias", function.place()));
    }

    private String arnWithoutEffect(TemplateResource resource) {
        String service = resource.type().split("::", -1)[1].toLowerCase(Locale.ROOT);
        return PseudoParameters.arn(service, name(resource));
    }

    private static Node required(TemplateResource resource, String property, SourceLocation location) {
        return resource.properties().field(property).orElseThrow(() -> unknown(resource, property, location));
    }

    private static TemplateProblem unknown(TemplateResource resource, String attribute, SourceLocation location) {
        return new TemplateProblem(
                location, resource.id() + " (" + resource.type() + ") has no attribute " + attribute);
    }

    /** Lower-case letters and digits, as AWS's own ids are; the same for the same text. */
    private static String stable(String text, int characters) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest).toString(Character.MAX_RADIX).substring(0, characters);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
