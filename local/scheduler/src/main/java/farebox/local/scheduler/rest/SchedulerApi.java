package farebox.local.scheduler.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.eventbridge.Rule.RetryPolicy;
import farebox.local.host.ServiceException;
import farebox.local.http.WebHandler;
import farebox.local.http.WebRequest;
import farebox.local.http.WebResponse;
import farebox.local.scheduler.Schedule;
import farebox.local.scheduler.Scheduler;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Schedules of the default group. */
public final class SchedulerApi implements WebHandler {
    private static final String ROOT = "/schedules";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MILLIS = 1_000.0;
    private static final Set<String> MEMBERS = Set.of(
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "StartDate",
            "EndDate",
            "State",
            "ActionAfterCompletion",
            "FlexibleTimeWindow",
            "Target",
            "GroupName",
            "Description",
            "ClientToken",
            "KmsKeyArn");

    private final Scheduler scheduler;

    public SchedulerApi(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Whether the request is for this service; for a listener that serves others too. */
    public static boolean serves(WebRequest request) {
        return request.target().equals(ROOT) || request.target().startsWith(ROOT + "/");
    }

    @Override
    public WebResponse answer(WebRequest request) {
        try {
            String name = request.target().length() <= ROOT.length() + 1
                    ? ""
                    : URLDecoder.decode(request.target().substring(ROOT.length() + 1), StandardCharsets.UTF_8);
            return WebResponse.json(200, answer(request, name).toString());
        } catch (ServiceException e) {
            return new WebResponse(
                    status(e.code()),
                    Map.of("content-type", List.of("application/json"), "x-amzn-errortype", List.of(e.code())),
                    JSON.createObjectNode()
                            .put("Message", e.message())
                            .toString()
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A schedule as the API and the template write it. */
    public static Schedule schedule(String name, JsonNode body) {
        body.properties().stream()
                .map(Map.Entry::getKey)
                .filter(member -> !MEMBERS.contains(member))
                .findFirst()
                .ifPresent(member -> {
                    throw invalid("The member " + member + " is not supported.");
                });
        return new Schedule(
                name,
                text(body, "ScheduleExpression"),
                zone(body.path("ScheduleExpressionTimezone").asText("UTC")),
                new Schedule.Window(time(body, "StartDate"), time(body, "EndDate")),
                !body.path("State").asText().equals("DISABLED"),
                body.path("ActionAfterCompletion").asText().equals("DELETE"),
                target(body.path("Target")));
    }

    private ObjectNode answer(WebRequest request, String name) {
        return switch (request.method() + (name.isEmpty() ? "" : " one")) {
            case "GET" -> list();
            case "GET one" -> described(scheduler.get(name));
            case "POST one" -> arn(scheduler.create(schedule(name, body(request))));
            case "PUT one" -> arn(scheduler.update(schedule(name, body(request))));
            case "DELETE one" -> {
                scheduler.delete(name);
                yield JSON.createObjectNode();
            }
            default -> throw invalid(request.method() + " " + request.target() + " is not supported.");
        };
    }

    private ObjectNode list() {
        ObjectNode response = JSON.createObjectNode();
        ArrayNode schedules = response.putArray("Schedules");
        scheduler
                .list("")
                .forEach(schedule -> schedules
                        .addObject()
                        .put("Name", schedule.name())
                        .put("Arn", scheduler.arn(schedule.name()))
                        .put("GroupName", "default")
                        .put("State", schedule.enabled() ? "ENABLED" : "DISABLED"));
        return response;
    }

    private ObjectNode described(Schedule schedule) {
        ObjectNode described = JSON.createObjectNode()
                .put("Name", schedule.name())
                .put("Arn", scheduler.arn(schedule.name()))
                .put("GroupName", "default")
                .put("ScheduleExpression", schedule.expression())
                .put("ScheduleExpressionTimezone", schedule.zone().getId())
                .put("State", schedule.enabled() ? "ENABLED" : "DISABLED")
                .put("ActionAfterCompletion", schedule.deleteAfterCompletion() ? "DELETE" : "NONE");
        schedule.window().start().ifPresent(start -> described.put("StartDate", start.toEpochMilli() / MILLIS));
        schedule.window().end().ifPresent(end -> described.put("EndDate", end.toEpochMilli() / MILLIS));
        described.putObject("FlexibleTimeWindow").put("Mode", "OFF");
        described
                .putObject("Target")
                .put("Arn", schedule.target().arn())
                .put("Input", schedule.target().input());
        return described;
    }

    private static ObjectNode arn(String arn) {
        return JSON.createObjectNode().put("ScheduleArn", arn);
    }

    private static Schedule.Target target(JsonNode target) {
        JsonNode retry = target.path("RetryPolicy");
        return new Schedule.Target(
                text(target, "Arn"),
                target.path("Input").asText("{}"),
                new RetryPolicy(
                        retry.path("MaximumRetryAttempts").asInt(RetryPolicy.DEFAULT.maxAttempts()),
                        Duration.ofSeconds(retry.path("MaximumEventAgeInSeconds")
                                .asLong(RetryPolicy.DEFAULT.maxAge().toSeconds()))),
                Optional.ofNullable(target.path("DeadLetterConfig").get("Arn")).map(JsonNode::asText));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw invalid("There is no time zone " + name + ".");
        }
    }

    private static Optional<Instant> time(JsonNode body, String member) {
        JsonNode time = body.path(member);
        if (time.isNumber()) {
            return Optional.of(Instant.ofEpochMilli(Math.round(time.asDouble() * MILLIS)));
        }
        try {
            return time.isTextual() ? Optional.of(Instant.parse(time.asText())) : Optional.empty();
        } catch (DateTimeException e) {
            throw invalid(member + " is no time: " + time.asText());
        }
    }

    private static JsonNode body(WebRequest request) {
        try {
            return JSON.readTree(new String(request.body(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw invalid("The body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static String text(JsonNode body, String member) {
        if (!body.path(member).isTextual()) {
            throw invalid("The member " + member + " is required.");
        }
        return body.path(member).asText();
    }

    private static int status(String code) {
        return switch (code) {
            case "ResourceNotFoundException" -> 404;
            case "ConflictException" -> 409;
            default -> 400;
        };
    }

    private static ServiceException invalid(String message) {
        return new ServiceException("ValidationException", message);
    }
}
