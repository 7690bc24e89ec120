package farebox.permissions;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.template.ResolvedTemplate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A function as the template has it under some parameters. */
record DeployedFunction(String id, JsonNode properties, JsonNode role, String key) {
    private static final Set<String> COMPARED = Set.of("Sid", "Effect", "Action", "Resource");

    /** @param key the parameter EncryptionKeyArn; empty for keys that AWS owns */
    static DeployedFunction of(ResolvedTemplate template, String id, String key) {
        JsonNode properties = template.properties(id);
        return new DeployedFunction(
                id, properties, role(template, properties.path("Role").asText()), key);
    }

    String handler() {
        return properties.path("Handler").asText();
    }

    Map<String, String> environment() {
        return properties.path("Environment").path("Variables").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, variable -> variable.getValue().asText()));
    }

    String codeUri() {
        return properties.path("CodeUri").asText();
    }

    /** The stream of the table that wakes it; empty if none does. */
    String stream() {
        return source("DynamoDB", "Stream");
    }

    /** The ARN of the queue that wakes it; empty if none does. */
    String queue() {
        return source("SQS", "Queue");
    }

    private String source(String type, String property) {
        return properties
                .path("Events")
                .valueStream()
                .filter(event -> event.path("Type").asText().equals(type))
                .map(event -> event.path("Properties").path(property).asText())
                .findFirst()
                .orElse("");
    }

    /** @throws IllegalStateException for a policy that says more than who may do what with what */
    Set<Permission> granted() {
        if (role.has("ManagedPolicyArns") || role.has("PermissionsBoundary")) {
            throw new IllegalStateException(id + " has a policy that is not in the template");
        }
        return role.path("Policies")
                .valueStream()
                .flatMap(policy ->
                        policy.path("PolicyDocument").path("Statement").valueStream())
                .flatMap(this::granted)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Permission> granted(JsonNode statement) {
        boolean plain = statement.path("Effect").asText().equals("Allow")
                && statement.propertyStream().map(Map.Entry::getKey).allMatch(COMPARED::contains);
        if (!plain) {
            throw new IllegalStateException(id + " has a statement that is not compared: " + statement);
        }
        return texts(statement.path("Action"))
                .flatMap(action -> texts(statement.path("Resource")).map(arn -> new Permission(action, named(arn))));
    }

    /** The resource by what the function knows it as; an ARN that it does not know stays as it is. */
    private String named(String arn) {
        return Stream.of(ofVariable(arn), ofPlatform(arn))
                .flatMap(name -> name)
                .findFirst()
                .orElse(arn);
    }

    private Stream<String> ofVariable(String arn) {
        return environment().entrySet().stream().flatMap(variable -> {
            String name = variable.getValue();
            boolean whole = arn.endsWith(":table/" + name)
                    || arn.endsWith(":parameter" + name)
                    || arn.endsWith(":::" + name)
                    || arn.endsWith(":event-bus/" + name)
                    || (arn.startsWith("arn:aws:logs:") && arn.endsWith(":" + name))
                    || arn.equals(name)
                    || arn.equals(arnOfQueue(name));
            boolean inside = arn.contains(":::" + name + "/")
                    || arn.equals(name.replace(":stateMachine:", ":execution:") + ":*");
            return whole ? Stream.of(variable.getKey()) : inside ? Stream.of(variable.getKey() + "/*") : Stream.empty();
        });
    }

    /** A function knows a queue by its URL. */
    private static String arnOfQueue(String url) {
        return url.replaceFirst("https://sqs\\.([^.]+)\\.amazonaws\\.com/(\\d+)/(.+)", "arn:aws:sqs:$1:$2:$3");
    }

    /** What the function does not have is empty here, and names nothing. */
    private Stream<String> ofPlatform(String arn) {
        Map<String, String> endings = Map.of(
                Platform.LOG, properties.path("LoggingConfig").path("LogGroup").asText(),
                Platform.STREAM, stream(),
                Platform.STREAMS, stream().replaceFirst("/stream/.*", "/stream/*"),
                Platform.QUEUE, queue(),
                Platform.KEY, key);
        return endings.entrySet().stream()
                .filter(ending -> !ending.getValue().isEmpty() && arn.endsWith(ending.getValue()))
                .map(Map.Entry::getKey);
    }

    private static JsonNode role(ResolvedTemplate template, String arn) {
        return template.ids("AWS::IAM::Role").stream()
                .filter(id -> arn.endsWith("-" + id.toLowerCase(Locale.ROOT)))
                .map(template::properties)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the template has no role " + arn));
    }

    private static Stream<String> texts(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? oneOrMany.valueStream().map(JsonNode::asText) : Stream.of(oneOrMany.asText());
    }
}
