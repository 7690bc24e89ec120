package farebox.local.eventbridge.awsjson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
import farebox.local.awsjson.RequestParameters;
import farebox.local.eventbridge.Event;
import farebox.local.eventbridge.EventBus;
import farebox.local.eventbridge.Rule;
import farebox.local.eventbridge.pattern.EventPattern;
import farebox.local.eventbridge.targets.TargetInput;
import farebox.local.host.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events and rules of the default bus. */
public final class EventBridgeApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ENTRIES = 10;
    private static final Set<String> TARGET =
            Set.of("Id", "Arn", "RoleArn", "Input", "InputPath", "InputTransformer", "RetryPolicy", "DeadLetterConfig");

    private final EventBus bus;
    private final InstantSource clock;

    public EventBridgeApi(EventBus bus, InstantSource clock) {
        this.bus = bus;
        this.clock = clock;
    }

    public AwsService service() {
        return new AwsService(
                "AWSEvents",
                AwsService.JSON_1_1,
                Map.ofEntries(
                        Map.entry("PutEvents", this::putEvents),
                        Map.entry("PutRule", this::putRule),
                        Map.entry("DescribeRule", request -> described(rule(request, "Name"))),
                        Map.entry("ListRules", this::list),
                        Map.entry("DeleteRule", this::delete),
                        Map.entry("EnableRule", request -> enable(request, true)),
                        Map.entry("DisableRule", request -> enable(request, false)),
                        Map.entry("PutTargets", this::putTargets),
                        Map.entry("RemoveTargets", this::removeTargets),
                        Map.entry("ListTargetsByRule", this::listTargets),
                        Map.entry("TestEventPattern", this::test)));
    }

    private ObjectNode putEvents(RequestParameters request) {
        List<RequestParameters> entries = request.structures("Entries");
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new ServiceException("ValidationException", "PutEvents takes 1 to " + MAX_ENTRIES + " entries.");
        }
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode results = response.putArray("Entries");
        int failed = 0;
        for (RequestParameters entry : entries) {
            ObjectNode result = putEvent(entry);
            failed += result.has("ErrorCode") ? 1 : 0;
            results.add(result);
        }
        return response.put("FailedEntryCount", failed);
    }

    private ObjectNode putEvent(RequestParameters entry) {
        JsonNode detail;
        try {
            detail = JSON.readTree(entry.text("Detail").orElse(""));
        } catch (JsonProcessingException e) {
            return refused("MalformedDetail", "Detail is malformed.");
        }
        if (!detail.isObject() || !entry.has("Source") || !entry.has("DetailType")) {
            return refused("InvalidArgument", "Source, DetailType and Detail, a JSON object, are required.");
        }
        Instant time = Optional.ofNullable(entry.json().get("Time"))
                .map(seconds -> Instant.ofEpochMilli(Math.round(seconds.asDouble() * 1_000)))
                .orElseGet(clock::instant);
        Event event = new Event(
                entry.requiredText("Source"), entry.requiredText("DetailType"), entry.texts("Resources"), time, detail);
        return AwsJsonEndpoint.object().put("EventId", bus.put(event));
    }

    private static ObjectNode refused(String code, String message) {
        return AwsJsonEndpoint.object().put("ErrorCode", code).put("ErrorMessage", message);
    }

    private ObjectNode putRule(RequestParameters request) {
        request.supporting(
                "PutRule", Set.of("Name", "EventPattern", "State", "Description", "EventBusName", "RoleArn", "Tags"));
        Rule rule = bus.put(
                request.requiredText("Name"),
                request.requiredText("EventPattern"),
                !request.text("State").orElse("ENABLED").equals("DISABLED"));
        return AwsJsonEndpoint.object().put("RuleArn", rule.arn());
    }

    private ObjectNode list(RequestParameters request) {
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode rules = response.putArray("Rules");
        bus.list(request.text("NamePrefix").orElse("")).forEach(rule -> rules.add(described(rule)));
        return response;
    }

    private static ObjectNode described(Rule rule) {
        return AwsJsonEndpoint.object()
                .put("Name", rule.name())
                .put("Arn", rule.arn())
                .put("EventPattern", rule.text())
                .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
                .put("EventBusName", "default");
    }

    private ObjectNode delete(RequestParameters request) {
        bus.delete(request.requiredText("Name"));
        return AwsJsonEndpoint.object();
    }

    private ObjectNode enable(RequestParameters request, boolean enabled) {
        bus.enable(request.requiredText("Name"), enabled);
        return AwsJsonEndpoint.object();
    }

    private ObjectNode putTargets(RequestParameters request) {
        List<Rule.Target> targets = request.structures("Targets").stream()
                .map(target -> target(target.supporting("PutTargets", TARGET)))
                .toList();
        bus.putTargets(request.requiredText("Rule"), targets);
        return nothingFailed();
    }

    /** A target as PutTargets and the template write it. */
    public static Rule.Target target(RequestParameters request) {
        Optional<TargetInput.Transformer> transformer = request.structure("InputTransformer")
                .map(given -> new TargetInput.Transformer(
                        given.textMap("InputPathsMap"), given.requiredText("InputTemplate")));
        return new Rule.Target(
                request.requiredText("Id"),
                request.requiredText("Arn"),
                TargetInput.of(request.text("Input"), request.text("InputPath"), transformer),
                request.structure("RetryPolicy").map(EventBridgeApi::retry).orElse(Rule.RetryPolicy.DEFAULT),
                request.structure("DeadLetterConfig").map(config -> config.requiredText("Arn")));
    }

    private static Rule.RetryPolicy retry(RequestParameters request) {
        return new Rule.RetryPolicy(
                request.count("MaximumRetryAttempts", 0).orElse(Rule.RetryPolicy.DEFAULT.maxAttempts()),
                request.count("MaximumEventAgeInSeconds", 60)
                        .map(Duration::ofSeconds)
                        .orElse(Rule.RetryPolicy.DEFAULT.maxAge()));
    }

    private ObjectNode removeTargets(RequestParameters request) {
        bus.removeTargets(request.requiredText("Rule"), request.texts("Ids"));
        return nothingFailed();
    }

    private static ObjectNode nothingFailed() {
        ObjectNode response = AwsJsonEndpoint.object().put("FailedEntryCount", 0);
        response.putArray("FailedEntries");
        return response;
    }

    private ObjectNode listTargets(RequestParameters request) {
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode targets = response.putArray("Targets");
        rule(request, "Rule")
                .targets()
                .forEach(target -> targets.addObject().put("Id", target.id()).put("Arn", target.arn()));
        return response;
    }

    private ObjectNode test(RequestParameters request) {
        try {
            JsonNode event = JSON.readTree(request.requiredText("Event"));
            boolean matches =
                    EventPattern.compile(request.requiredText("EventPattern")).matches(event);
            return AwsJsonEndpoint.object().put("Result", matches);
        } catch (JsonProcessingException e) {
            throw new ServiceException("ValidationException", "Event is not JSON: " + e.getOriginalMessage());
        }
    }

    private Rule rule(RequestParameters request, String member) {
        return bus.get(request.requiredText(member));
    }
}
