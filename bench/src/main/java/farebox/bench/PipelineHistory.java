package farebox.bench;

import farebox.cli.operator.StackClients;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** What the states of the newest execution took. */
final class PipelineHistory implements AutoCloseable {
    private final SfnClient stepFunctions;
    private final String machine;

    PipelineHistory(StackClients clients, String machine) {
        this.stepFunctions = clients.stepFunctions();
        this.machine = machine;
    }

    /**
     * @param began when the data were uploaded
     * @param predicted when the model answered
     */
    Map<String, Duration> parts(Instant began, Instant predicted) {
        Map<String, Duration> parts = new LinkedHashMap<>();
        String part = "upload to start of the execution";
        Instant since = began;
        for (HistoryEvent event : events()) {
            Instant at = event.timestamp().isAfter(predicted) ? predicted : event.timestamp();
            if (event.stateEnteredEventDetails() != null) {
                parts.merge(part, Duration.between(since, at), Duration::plus);
                part = event.stateEnteredEventDetails().name();
                since = at;
            }
        }
        parts.merge(part + " to prediction", Duration.between(since, predicted), Duration::plus);
        return parts;
    }

    private List<HistoryEvent> events() {
        String newest = stepFunctions
                .listExecutions(list -> list.stateMachineArn(machine))
                .executions()
                .getFirst()
                .executionArn();
        return stepFunctions.getExecutionHistoryPaginator(get -> get.executionArn(newest)).events().stream()
                .toList();
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}
