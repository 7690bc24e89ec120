package farebox.cli.cloudformation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** A stack's events from some moment on, each told once. */
final class StackHistory {
    private final CloudFormationClient client;
    private final String stackId;
    private final Set<String> told = new HashSet<>();

    /** Everything up to now counts as told. */
    StackHistory(CloudFormationClient client, String stackId) {
        this.client = client;
        this.stackId = stackId;
        fresh();
    }

    /** What happened since the last question, the oldest first. */
    List<StackEvent> fresh() {
        List<StackEvent> fresh = new ArrayList<>();
        // Newest first: a page of known events is followed by known ones only.
        for (DescribeStackEventsResponse page : client.describeStackEventsPaginator(of -> of.stackName(stackId))) {
            List<StackEvent> unknown = page.stackEvents().stream()
                    .filter(event -> told.add(event.eventId()))
                    .toList();
            fresh.addAll(unknown);
            if (unknown.isEmpty()) {
                break;
            }
        }
        Collections.reverse(fresh);
        return fresh;
    }
}
