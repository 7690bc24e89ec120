package farebox.cli.cloudformation;

import farebox.cli.operator.Progress;
import farebox.cli.operator.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;

/** Makes a stack what a template says, by a change set; creates it if it is not there. */
public final class ChangeStack {
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Set<String> PREPARING = Set.of("CREATE_PENDING", "CREATE_IN_PROGRESS");
    private static final Set<String> GOOD = Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE");

    /** What CloudFormation says when a template and its parameters change nothing; there is no code for it. */
    private static final List<String> NOTHING_TO_DO =
            List.of("didn't contain changes", "No updates are to be performed");

    private final CloudFormationClient client;
    private final Stacks stacks;
    private final PlanChange planning;
    private final Progress progress;
    private final PollingDelay pollingDelay;

    public ChangeStack(CloudFormationClient client, PlanChange planning, Progress progress, PollingDelay pollingDelay) {
        this.client = client;
        this.stacks = new Stacks(client);
        this.planning = planning;
        this.progress = progress;
        this.pollingDelay = pollingDelay;
    }

    /** @param parameters those that are given; another keeps the value the stack has, or its default */
    public record Order(String stack, Template template, Map<String, String> parameters) {
        public Order {
            parameters = Map.copyOf(parameters);
        }
    }

    /** @param url where CloudFormation reads the same text */
    public record Template(String text, String url) {}

    /** What became of it. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /** @throws UserError if the template is refused, or the deployment was rolled back */
    public Outcome run(Order order) throws InterruptedException {
        Optional<Stacks.Found> found = stacks.find(order.stack());
        if (found.filter(Stacks.Found::isStillborn).isPresent()) {
            progress.step("removing what a failed first deployment left of " + order.stack());
            new DeleteStack(client, progress, pollingDelay)
                    .run(found.orElseThrow().id());
            found = Optional.empty();
        }
        boolean isNew = found.filter(stack -> !stack.isOnlyPlanned()).isEmpty();
        Set<String> before =
                isNew ? Set.of() : found.map(Stacks.Found::parameters).orElseThrow();
        Optional<String> planned = planning.plan(order, isNew, before);
        if (planned.isEmpty() || !isExecuted(planned.get(), order.stack())) {
            return Outcome.UNCHANGED;
        }
        return isNew ? Outcome.CREATED : Outcome.UPDATED;
    }

    private boolean isExecuted(String changeSet, String stack) throws InterruptedException {
        DescribeChangeSetResponse changes = settled(changeSet);
        if (isEmpty(changes)) {
            client.deleteChangeSet(of -> of.changeSetName(changeSet));
            return false;
        }
        execute(changes, stack);
        return true;
    }

    private DescribeChangeSetResponse settled(String changeSet) throws InterruptedException {
        while (true) {
            DescribeChangeSetResponse found = client.describeChangeSet(of -> of.changeSetName(changeSet));
            if (!PREPARING.contains(found.statusAsString())) {
                return found;
            }
            pollingDelay.pause(BETWEEN);
        }
    }

    private static boolean isEmpty(DescribeChangeSetResponse changes) {
        String reason = Optional.ofNullable(changes.statusReason()).orElse("");
        if (changes.statusAsString().equals("FAILED")) {
            if (NOTHING_TO_DO.stream().anyMatch(reason::contains)) {
                return true;
            }
            throw new UserError("CloudFormation refuses the template: " + reason);
        }
        return changes.changes().isEmpty();
    }

    private void execute(DescribeChangeSetResponse changes, String stack) throws InterruptedException {
        StackRun run = new StackRun(client, changes.stackId(), progress, pollingDelay);
        client.executeChangeSet(of -> of.changeSetName(changes.changeSetId()));
        String status = run.await(changes.changes().size());
        if (!GOOD.contains(status)) {
            throw new UserError("the deployment of " + stack + " failed (" + status + "); "
                    + run.firstFailure().orElse("CloudFormation names no resource"));
        }
    }
}
