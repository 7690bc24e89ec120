package farebox.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Each rule returns what breaks it, in words; an empty list is a template that keeps it. */
final class TemplateRules {
    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String BUCKET = "AWS::S3::Bucket";

    /** What may be lost with the stack: it holds calls in flight and nothing of worth afterwards. */
    private static final Set<String> PASSING = Set.of("ClaimsTable", "VersionMetricsTable");

    /** What a training job, and the log and traces of a state machine, need and IAM can only grant on everything. */
    private static final Set<String> TAKE_NO_RESOURCE = Set.of(
            "ecr:GetAuthorizationToken",
            "cloudwatch:PutMetricData",
            "logs:CreateLogDelivery",
            "logs:GetLogDelivery",
            "logs:UpdateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:DescribeResourcePolicies",
            "logs:DescribeLogGroups",
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets");

    private TemplateRules() {}

    /** What breaks the rule of that name. */
    static List<String> broken(String rule, ResolvedTemplate template) {
        return Objects.requireNonNull(all().get(rule), rule).apply(template);
    }

    static Map<String, Function<ResolvedTemplate, List<String>>> all() {
        Map<String, Function<ResolvedTemplate, List<String>>> rules = new TreeMap<>(GatewayRules.all());
        rules.putAll(ReleaseRules.all());
        rules.putAll(OpenApiRules.all());
        rules.put("each function has a role of its own", TemplateRules::roles);
        rules.put("no role reaches everything", TemplateRules::stars);
        rules.put("every alarm tells somebody", TemplateRules::alarms);
        rules.put("handlers are there, and final", TemplateRules::handlers);
        rules.put("no secret is an environment variable", TemplateRules::secrets);
        rules.put("data outlives the stack", TemplateRules::retention);
        rules.put("tables can be put back to any second", TemplateRules::recovery);
        rules.put("buckets are private, encrypted, and refuse plain HTTP", TemplateRules::buckets);
        rules.put("every log ends", TemplateRules::logs);
        rules.put("the function that adds up is never given up on", TemplateRules::rollup);
        rules.put("a function gives up on a message when its queue does", TemplateRules::deadLetters);
        return rules;
    }

    private static List<String> roles(ResolvedTemplate template) {
        Set<String> seen = new HashSet<>();
        return template.ids(FUNCTION).stream()
                .filter(id -> !seen.add(template.properties(id).path("Role").asText(id)))
                .map(id -> id + " shares its role")
                .toList();
    }

    private static boolean takesNoResource(JsonNode statement) {
        return texts(statement.path("Action")).allMatch(TAKE_NO_RESOURCE::contains);
    }

    private static List<String> stars(ResolvedTemplate template) {
        List<String> broken = new ArrayList<>();
        for (String id : template.ids("AWS::IAM::Role")) {
            for (JsonNode policy : template.properties(id).path("Policies")) {
                for (JsonNode statement : policy.path("PolicyDocument").path("Statement")) {
                    texts(statement.path("Action"))
                            .filter(action -> action.contains("*"))
                            .forEach(action -> broken.add(id + " may " + action));
                    texts(statement.path("Resource"))
                            .filter(resource -> resource.equals("*") && !takesNoResource(statement))
                            .forEach(resource -> broken.add(id + " reaches every resource"));
                }
            }
        }
        return broken;
    }

    private static List<String> alarms(ResolvedTemplate template) {
        return template.ids("AWS::CloudWatch::Alarm").stream()
                .filter(id -> template.properties(id).path("AlarmActions").isEmpty())
                .map(id -> id + " tells nobody")
                .toList();
    }

    private static List<String> handlers(ResolvedTemplate template) {
        return template.ids(FUNCTION).stream()
                .filter(id ->
                        !isFinalClass(template.properties(id).path("Handler").asText()))
                .map(id -> id + " names a handler that is not there, or not final")
                .toList();
    }

    private static boolean isFinalClass(String name) {
        try {
            Class<?> handler = Class.forName(name, false, TemplateRules.class.getClassLoader());
            return Modifier.isFinal(handler.getModifiers());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A parameter's name may stand there; anything called a secret, key, token or pepper may not. */
    private static List<String> secrets(ResolvedTemplate template) {
        return template.ids(FUNCTION).stream()
                .flatMap(id -> template.properties(id).path("Environment").path("Variables").properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> name.matches(".*(SECRET|PASSWORD|TOKEN|API_KEY|PEPPER)$"))
                        .map(name -> id + " has " + name))
                .toList();
    }

    private static List<String> retention(ResolvedTemplate template) {
        return Stream.concat(template.ids(TABLE).stream(), template.ids(BUCKET).stream())
                .filter(id -> !PASSING.contains(id))
                .filter(id ->
                        !template.resource(id).path("DeletionPolicy").asText().equals("Retain")
                                || !template.resource(id)
                                        .path("UpdateReplacePolicy")
                                        .asText()
                                        .equals("Retain"))
                .map(id -> id + " goes with the stack")
                .toList();
    }

    private static List<String> recovery(ResolvedTemplate template) {
        return template.ids(TABLE).stream()
                .filter(id -> !template.properties(id)
                        .path("PointInTimeRecoverySpecification")
                        .path("PointInTimeRecoveryEnabled")
                        .asText()
                        .equals("true"))
                .map(id -> id + " has no point-in-time recovery")
                .toList();
    }

    private static List<String> buckets(ResolvedTemplate template) {
        return template.ids(BUCKET).stream()
                .filter(id -> {
                    JsonNode bucket = template.properties(id);
                    boolean open = bucket.path("PublicAccessBlockConfiguration").properties().stream()
                                    .filter(block -> block.getValue().asText().equals("true"))
                                    .count()
                            < 4;
                    String policy = template.properties(id + "Policy").toString();
                    return open
                            || !bucket.has("BucketEncryption")
                            || !policy.contains("\"aws:SecureTransport\":\"false\"")
                            || !policy.contains("Deny");
                })
                .map(id -> id + " is open, unencrypted, or speaks plain HTTP")
                .toList();
    }

    private static List<String> logs(ResolvedTemplate template) {
        return template.ids("AWS::Logs::LogGroup").stream()
                .filter(id -> template.properties(id).path("RetentionInDays").asInt() == 0)
                .map(id -> id + " is kept for ever")
                .toList();
    }

    private static List<String> rollup(ResolvedTemplate template) {
        JsonNode stream = template.properties("RollupFunction")
                .path("Events")
                .path("Usage")
                .path("Properties");
        List<String> broken = new ArrayList<>();
        if (stream.path("MaximumRetryAttempts").asInt() != -1) {
            broken.add("a batch is given up");
        }
        if (stream.path("ParallelizationFactor").asInt() != 1) {
            broken.add("two batches of one shard run at once, which the guard of the sums does not allow");
        }
        if (stream.path("TumblingWindowInSeconds").asInt() == 0) {
            broken.add("the function cannot know the shard");
        }
        return broken;
    }

    private static List<String> deadLetters(ResolvedTemplate template) {
        Map<String, String> maxReceives = new TreeMap<>();
        for (String id : template.ids("AWS::SQS::Queue")) {
            JsonNode redrive = template.properties(id).path("RedrivePolicy");
            maxReceives.put(
                    last(redrive.path("deadLetterTargetArn"), ':'),
                    redrive.path("maxReceiveCount").asText());
        }
        return template.ids(FUNCTION).stream()
                .filter(id -> isOfAQueue(template.properties(id)))
                .filter(id -> {
                    JsonNode variables =
                            template.properties(id).path("Environment").path("Variables");
                    return !variables
                            .path("MAX_RECEIVES")
                            .asText()
                            .equals(maxReceives.get(last(variables.path("DEAD_LETTER_QUEUE"), '/')));
                })
                .map(id -> id + " moves messages at another receive than its queue, or to another one")
                .toList();
    }

    private static boolean isOfAQueue(JsonNode function) {
        return function.path("Events")
                .valueStream()
                .anyMatch(event -> event.path("Type").asText().equals("SQS"));
    }

    private static String last(JsonNode name, char separator) {
        return name.asText().substring(name.asText().lastIndexOf(separator) + 1);
    }

    private static Stream<String> texts(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? oneOrMany.valueStream().map(JsonNode::asText) : Stream.of(oneOrMany.asText());
    }
}
