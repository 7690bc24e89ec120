package farebox.cli.cloudformation;

import farebox.cli.operator.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** One operation of CloudFormation on a stack, watched until it ends. */
final class StackRun {
    private static final String STACK = "AWS::CloudFormation::Stack";
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final StackHistory history;
    private final String stackId;
    private final Progress progress;
    private final PollingDelay pollingDelay;
    private final List<StackEvent> failures = new ArrayList<>();
    private int settled;

    /** To be made before the operation is started. */
    StackRun(CloudFormationClient client, String stackId, Progress progress, PollingDelay pollingDelay) {
        this.history = new StackHistory(client, stackId);
        this.stackId = stackId;
        this.progress = progress;
        this.pollingDelay = pollingDelay;
    }

    /**
     * @param resources how many the operation is about, for a person to see how far it is
     * @return the status that the stack came to
     */
    String await(int resources) throws InterruptedException {
        while (true) {
            for (StackEvent event : history.fresh()) {
                tell(event, resources);
                if (isOfStack(event) && isEnd(event.resourceStatusAsString())) {
                    return event.resourceStatusAsString();
                }
            }
            pollingDelay.pause(BETWEEN);
        }
    }

    /** The first resource that failed, with its reason; the others were only cancelled because of it. */
    Optional<String> firstFailure() {
        return failures.stream()
                .filter(event -> !reason(event).contains("cancelled"))
                .findFirst()
                .map(event -> event.logicalResourceId() + " (" + event.resourceType() + "): " + reason(event));
    }

    private void tell(StackEvent event, int resources) {
        String status = event.resourceStatusAsString();
        if (isOfStack(event) || !isEnd(status)) {
            return;
        }
        settled++;
        boolean failed = status.endsWith("_FAILED");
        if (failed) {
            failures.add(event);
        }
        progress.step("%3d/%d  %s  %s (%s)%s"
                .formatted(
                        Math.min(settled, resources),
                        resources,
                        status,
                        event.logicalResourceId(),
                        event.resourceType(),
                        failed ? "  " + reason(event) : ""));
    }

    private boolean isOfStack(StackEvent event) {
        return STACK.equals(event.resourceType()) && stackId.equals(event.physicalResourceId());
    }

    private static boolean isEnd(String status) {
        return !status.endsWith("_IN_PROGRESS");
    }

    private static String reason(StackEvent event) {
        return Optional.ofNullable(event.resourceStatusReason()).orElse("no reason was given");
    }
}
