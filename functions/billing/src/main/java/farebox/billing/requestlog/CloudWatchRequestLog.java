package farebox.billing.requestlog;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.billing.reconcile.RequestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;

/** The access log of the API's stage in its log group, page by page. */
public final class CloudWatchRequestLog implements RequestLog {
    /** A line is written when its request ends, which is up to so much later than it began. */
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(5);

    private final CloudWatchLogsClient logs;
    private final String group;

    public CloudWatchRequestLog(CloudWatchLogsClient logs, String group) {
        this.logs = logs;
        this.group = group;
    }

    /** In the account and region that the environment names. */
    public static CloudWatchRequestLog connect(String group) {
        return new CloudWatchRequestLog(AwsClients.build(CloudWatchLogsClient.builder()), group);
    }

    @Override
    public void read(Instant start, Instant end, Consumer<LoggedRequest> each) {
        FilterLogEventsRequest request = FilterLogEventsRequest.builder()
                .logGroupName(group)
                .filterPattern("{ $.method = \"POST\" && $.status = \"2*\" }")
                .startTime(start.toEpochMilli())
                .endTime(end.plus(LONGEST_REQUEST).toEpochMilli())
                .build();
        AwsRequests.run(
                "the access log cannot be read at the moment",
                () -> logs.filterLogEventsPaginator(request).events().stream()
                        .flatMap(event -> RequestLogLine.read(event.message()).stream())
                        .filter(logged ->
                                !logged.at().isBefore(start) && logged.at().isBefore(end))
                        .forEach(each));
    }
}
