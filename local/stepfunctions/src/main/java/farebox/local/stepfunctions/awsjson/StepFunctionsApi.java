package farebox.local.stepfunctions.awsjson;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.awsjson.ResultPage;
import farebox.local.host.ServiceException;
import farebox.local.stepfunctions.StateMachine;
import farebox.local.stepfunctions.StepFunctions;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.interpreter.HistoryEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** State machines, executions and task tokens. */
public final class StepFunctionsApi {
    private static final double MILLIS = 1_000.0;
    private static final int DEFAULT_PAGE = 100;
    private static final Set<String> CREATE =
            Set.of("name", "definition", "roleArn", "type", "loggingConfiguration", "tracingConfiguration", "tags");

    private final StepFunctions service;
    private final Supplier<UUID> names;

    /** @param names for executions that are given none */
    public StepFunctionsApi(StepFunctions service, Supplier<UUID> names) {
        this.service = service;
        this.names = names;
    }

    public AwsService service() {
        return new AwsService(
                "AWSStepFunctions",
                AwsService.JSON_1_0,
                Map.ofEntries(
                        Map.entry("CreateStateMachine", this::create),
                        Map.entry("UpdateStateMachine", this::update),
                        Map.entry("DeleteStateMachine", this::delete),
                        Map.entry("DescribeStateMachine", this::describe),
                        Map.entry("ListStateMachines", this::list),
                        Map.entry("ValidateStateMachineDefinition", this::validate),
                        Map.entry("StartExecution", this::start),
                        Map.entry("DescribeExecution", this::describeExecution),
                        Map.entry("ListExecutions", this::listExecutions),
                        Map.entry("StopExecution", this::stop),
                        Map.entry("GetExecutionHistory", this::history),
                        Map.entry("SendTaskSuccess", this::succeed),
                        Map.entry("SendTaskFailure", this::fail),
                        Map.entry("SendTaskHeartbeat", this::heartbeat)));
    }

    private ObjectNode create(RequestParameters request) {
        request.supporting("CreateStateMachine", CREATE);
        if (!request.text("type").orElse("STANDARD").equals("STANDARD")) {
            throw AwsServiceException.plain("StateMachineTypeNotSupported", "Only standard workflows are supported.");
        }
        StateMachine machine = service.machines()
                .create(
                        request.requiredText("name"),
                        request.requiredText("definition"),
                        request.requiredText("roleArn"));
        return AwsJsonEndpoint.object()
                .put("stateMachineArn", machine.arn())
                .put("creationDate", seconds(machine.created()));
    }

    private ObjectNode update(RequestParameters request) {
        request.supporting("UpdateStateMachine", Set.of("stateMachineArn", "definition", "roleArn"));
        service.machines()
                .update(request.requiredText("stateMachineArn"), request.text("definition"), request.text("roleArn"));
        StateMachine machine = service.machines().get(request.requiredText("stateMachineArn"));
        return AwsJsonEndpoint.object().put("updateDate", seconds(machine.created()));
    }

    private ObjectNode delete(RequestParameters request) {
        service.machines().delete(request.requiredText("stateMachineArn"));
        return AwsJsonEndpoint.object();
    }

    private ObjectNode describe(RequestParameters request) {
        StateMachine machine = service.machines().get(request.requiredText("stateMachineArn"));
        return summary(machine)
                .put("status", "ACTIVE")
                .put("definition", machine.definition())
                .put("roleArn", machine.roleArn());
    }

    private ObjectNode list(RequestParameters request) {
        ResultPage<StateMachine> resultPage = page(service.machines().list(), request);
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode machines = response.putArray("stateMachines");
        resultPage.items().forEach(machine -> machines.add(summary(machine)));
        resultPage.next().ifPresent(token -> response.put("nextToken", token));
        return response;
    }

    private static ObjectNode summary(StateMachine machine) {
        return AwsJsonEndpoint.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", "STANDARD")
                .put("creationDate", seconds(machine.created()));
    }

    private ObjectNode validate(RequestParameters request) {
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode diagnostics = response.putArray("diagnostics");
        try {
            service.machines().check(request.requiredText("definition"));
        } catch (ServiceException e) {
            diagnostics
                    .addObject()
                    .put("severity", "ERROR")
                    .put("code", "SCHEMA_VALIDATION_FAILED")
                    .put("message", e.message());
        }
        return response.put("result", diagnostics.isEmpty() ? "OK" : "FAIL").put("truncated", false);
    }

    private ObjectNode start(RequestParameters request) {
        request.supporting("StartExecution", Set.of("stateMachineArn", "name", "input", "traceHeader"));
        Execution execution = service.executions()
                .start(
                        request.requiredText("stateMachineArn"),
                        request.text("name").orElseGet(() -> names.get().toString()),
                        request.text("input").orElse("{}"));
        return AwsJsonEndpoint.object()
                .put("executionArn", execution.arn())
                .put("startDate", seconds(execution.start()));
    }

    private ObjectNode describeExecution(RequestParameters request) {
        Execution execution = service.executions().get(request.requiredText("executionArn"));
        ObjectNode response = summary(execution).put("input", execution.input());
        response.putObject("inputDetails").put("included", true);
        execution.end().ifPresent(end -> {
            end.output().ifPresent(output -> response.put("output", output));
            end.error().ifPresent(error -> response.put("error", error));
            end.cause().ifPresent(cause -> response.put("cause", cause));
        });
        return response;
    }

    private ObjectNode listExecutions(RequestParameters request) {
        request.supporting("ListExecutions", Set.of("stateMachineArn", "statusFilter", "maxResults", "nextToken"));
        Optional<Execution.Status> status = request.choice(
                        "statusFilter",
                        List.of(Execution.Status.values()).stream()
                                .map(Enum::name)
                                .toList())
                .map(Execution.Status::valueOf);
        ResultPage<Execution> resultPage =
                page(service.executions().list(request.requiredText("stateMachineArn"), status), request);
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode executions = response.putArray("executions");
        resultPage.items().forEach(execution -> executions.add(summary(execution)));
        resultPage.next().ifPresent(token -> response.put("nextToken", token));
        return response;
    }

    private static ObjectNode summary(Execution execution) {
        ObjectNode summary = AwsJsonEndpoint.object()
                .put("executionArn", execution.arn())
                .put("stateMachineArn", execution.origin().stateMachineArn())
                .put("name", execution.origin().name())
                .put("status", execution.status().name())
                .put("startDate", seconds(execution.start()));
        execution.end().ifPresent(end -> summary.put("stopDate", seconds(end.stop())));
        return summary;
    }

    private ObjectNode stop(RequestParameters request) {
        Execution stopped = service.executions()
                .stop(
                        request.requiredText("executionArn"),
                        request.text("error").orElse(""),
                        request.text("cause").orElse(""));
        return AwsJsonEndpoint.object()
                .put("stopDate", seconds(stopped.end().orElseThrow().stop()));
    }

    private ObjectNode history(RequestParameters request) {
        List<HistoryEvent> events = service.executions().history(request.requiredText("executionArn"));
        ResultPage<HistoryEvent> resultPage =
                page(request.flag("reverseOrder", false) ? events.reversed() : events, request);
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode listed = response.putArray("events");
        resultPage
                .items()
                .forEach(event -> listed.addObject()
                        .put("id", event.id())
                        .put("previousEventId", event.previous())
                        .put("timestamp", seconds(event.timestamp()))
                        .put("type", event.type())
                        .setAll(event.details()));
        resultPage.next().ifPresent(token -> response.put("nextToken", token));
        return response;
    }

    private ObjectNode succeed(RequestParameters request) {
        service.tokens().succeed(request.requiredText("taskToken"), request.requiredText("output"));
        return AwsJsonEndpoint.object();
    }

    private ObjectNode fail(RequestParameters request) {
        service.tokens()
                .fail(
                        request.requiredText("taskToken"),
                        request.text("error").orElse(""),
                        request.text("cause").orElse(""));
        return AwsJsonEndpoint.object();
    }

    private ObjectNode heartbeat(RequestParameters request) {
        service.tokens().heartbeat(request.requiredText("taskToken"));
        return AwsJsonEndpoint.object();
    }

    private static <T> ResultPage<T> page(List<T> all, RequestParameters request) {
        int limit = request.count("maxResults", 0).filter(max -> max > 0).orElse(DEFAULT_PAGE);
        return ResultPage.of(all, request.text("nextToken"), limit);
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / MILLIS;
    }
}
