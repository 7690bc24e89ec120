package farebox.local.template;

import farebox.local.template.Deployment.QueueSource;
import farebox.local.template.Deployment.Stream;
import farebox.local.template.Workflows.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what calls a function beside the API: streams of tables, queues and schedules. */
final class EventReader {
    private static final int STREAM_BATCH = 100;
    private static final int QUEUE_BATCH = 10;

    /** SAM's types that are imitated. */
    private static final Set<String> TYPES = Set.of("DynamoDB", "SQS", "ScheduleV2");

    private final DeploymentReader.Names streams;
    private final DeploymentReader.Names queues;

    /**
     * @param streams tables by the ARN of their stream
     * @param queues queues by their ARN
     */
    EventReader(DeploymentReader.Names streams, DeploymentReader.Names queues) {
        this.streams = streams;
        this.queues = queues;
    }

    List<Stream> streams(Section function) {
        return enabled(function, "DynamoDB").map(this::stream).toList();
    }

    List<QueueSource> queues(Section function) {
        return enabled(function, "SQS").map(this::queue).toList();
    }

    /** @param target the ARN that the schedules send to */
    List<Schedule> schedules(Section function, String target) {
        return events(function, "ScheduleV2")
                .map(event -> WorkflowReader.schedule(event, scheduleName(event), target))
                .toList();
    }

    /** Of a schedule that the template does not name. */
    private static String scheduleName(Section event) {
        return PseudoParameters.STACK + "-"
                + event.name().replaceAll("\\.Events\\.|\\.Properties", "").toLowerCase(Locale.ROOT);
    }

    private static java.util.stream.Stream<Section> enabled(Section function, String type) {
        return events(function, type).filter(event -> !event.has("Enabled") || event.flag("Enabled"));
    }

    private static java.util.stream.Stream<Section> events(Section function, String type) {
        return function.maybeSection("Events").map(Section::each).orElse(List.of()).stream()
                .map(EventReader::known)
                .filter(event -> event.text("Type").equals(type))
                .map(event -> event.section("Properties"));
    }

    private static Section known(Section event) {
        event.only(Set.of("Type", "Properties"));
        if (!TYPES.contains(event.text("Type"))) {
            throw event.problem(
                    "Type",
                    "events of the type " + event.text("Type") + " are not supported"
                            + " by the local emulator, only DynamoDB, SQS and ScheduleV2");
        }
        return event;
    }

    private Stream stream(Section event) {
        event.only(SupportedProperties.STREAM_EVENT);
        String arn = event.text("Stream");
        return new Stream(
                streams.of(arn).orElseThrow(() -> event.problem("Stream", arn + " is no stream of this template")),
                event.text("StartingPosition").equals("TRIM_HORIZON"),
                event.wholeOr("BatchSize", STREAM_BATCH),
                Duration.ofSeconds(event.wholeOr("MaximumBatchingWindowInSeconds", 0)),
                Duration.ofSeconds(event.wholeOr("TumblingWindowInSeconds", 0)),
                event.wholeOr("MaximumRetryAttempts", Stream.UNLIMITED),
                event.flag("BisectBatchOnFunctionError"),
                event.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"));
    }

    private QueueSource queue(Section event) {
        event.only(SupportedProperties.QUEUE_EVENT);
        String arn = event.text("Queue");
        return new QueueSource(
                queues.of(arn).orElseThrow(() -> event.problem("Queue", arn + " is no queue of this template")),
                event.wholeOr("BatchSize", QUEUE_BATCH),
                Duration.ofSeconds(event.wholeOr("MaximumBatchingWindowInSeconds", 0)),
                event.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                event.maybeSection("ScalingConfig")
                        .flatMap(scaling ->
                                scaling.only(Set.of("MaximumConcurrency")).maybeWhole("MaximumConcurrency"))
                        .orElse(QueueSource.DEFAULT_CONCURRENCY));
    }
}
