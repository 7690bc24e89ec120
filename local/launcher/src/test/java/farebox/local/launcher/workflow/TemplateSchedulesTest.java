package farebox.local.launcher.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.eventbridge.Deliveries;
import farebox.local.eventbridge.Targets;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.scheduler.Scheduler;
import farebox.local.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The schedules of template.yaml, with a clock that is moved. */
final class TemplateSchedulesTest {
    private static final Path FILE = Path.of("..", "..", "template.yaml");

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T12:00:00Z"));
    private final List<Sent> sent = new ArrayList<>();

    private record Sent(String target, String payload) {}

    @Test
    void dayLater_changedDataAreLookedForOnce_andModelsForDriftEveryHour() {
        Targets targets = (arn, payload) -> {
            sent.add(new Sent(arn.substring(arn.lastIndexOf(':') + 1), payload));
            return CompletableFuture.completedStage(new Targets.Outcome.Delivered());
        };
        Scheduler scheduler = new Scheduler(
                "us-east-1", "000000000000", new Deliveries.Host(timers, timers, new InMemoryDocuments(), targets));
        TemplateWorkflows.schedules(Template.read(FILE).deploy(Map.of()).workflows(), scheduler);

        timers.advance(Duration.ofDays(1));

        assertThat(sent)
                .filteredOn(each -> each.payload().contains("Scheduled Training"))
                .singleElement()
                .satisfies(each -> assertThat(each.target()).isEqualToIgnoringCase("farebox-trainingqueue"));
        assertThat(sent)
                .filteredOn(each -> each.payload().contains("check-drift"))
                .hasSize(24);
    }
}
