package farebox.local.deploy;

import farebox.local.up.Progress;
import farebox.local.up.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** Makes a stack what a template says, by a change set; creates it if it is not there. */
final class ChangeStack {
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Set<String> PREPARING = Set.of("CREATE_PENDING", "CREATE_IN_PROGRESS");
    private static final Set<String> GOOD = Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE");

    /** What CloudFormation says when a template and its parameters change nothing; there is no code for it. */
    private static final List<String> NOTHING_TO_DO =
            List.of("didn't contain changes", "No updates are to be performed");

    private final CloudFormationClient client;
    private final Stacks stacks;
    private final Progress progress;
    private final InstantSource clock;
    private final Pause pause;

    ChangeStack(CloudFormationClient client, Progress progress, InstantSource clock, Pause pause) {
        this.client = client;
        this.stacks = new Stacks(client);
        this.progress = progress;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * @param templateUrl where CloudFormation reads the template
     * @param parameters those that are given; another keeps the value the stack has, or its default
     */
    record Order(String stack, String templateUrl, Map<String, String> parameters) {
        Order {
            parameters = Map.copyOf(parameters);
        }
    }

    /** What became of it. */
    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /** @throws Trouble if the template is refused, or the deployment was rolled back */
    Outcome run(Order order) throws InterruptedException {
        Optional<Stacks.Found> found = stacks.find(order.stack());
        if (found.filter(Stacks.Found::isStillborn).isPresent()) {
            progress.step("removing what a failed first deployment left of " + order.stack());
            new DeleteStack(client, progress, pause).run(found.orElseThrow().id());
            found = Optional.empty();
        }
        boolean isNew = found.filter(stack -> !stack.isOnlyPlanned()).isEmpty();
        DescribeChangeSetResponse changes = settled(plan(order, found, isNew));
        if (isEmpty(changes)) {
            client.deleteChangeSet(of -> of.changeSetName(changes.changeSetId()));
            return Outcome.UNCHANGED;
        }
        execute(changes, order.stack());
        return isNew ? Outcome.CREATED : Outcome.UPDATED;
    }

    private String plan(Order order, Optional<Stacks.Found> found, boolean isNew) {
        return client.createChangeSet(of -> of.stackName(order.stack())
                        .changeSetName("farebox-" + clock.millis())
                        .changeSetType(isNew ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
                        .templateURL(order.templateUrl())
                        .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                        .parameters(parameters(
                                order,
                                found.map(Stacks.Found::parameters)
                                        .filter(names -> !isNew)
                                        .orElse(Set.of()))))
                .id();
    }

    private List<Parameter> parameters(Order order, Set<String> before) {
        List<Parameter> parameters = new ArrayList<>();
        order.parameters()
                .forEach((name, value) -> parameters.add(Parameter.builder()
                        .parameterKey(name)
                        .parameterValue(value)
                        .build()));
        if (before.isEmpty()) {
            return parameters;
        }
        // One that the new template no longer has may not be named.
        client.getTemplateSummary(of -> of.templateURL(order.templateUrl())).parameters().stream()
                .map(declared -> declared.parameterKey())
                .filter(name -> before.contains(name) && !order.parameters().containsKey(name))
                .forEach(name -> parameters.add(Parameter.builder()
                        .parameterKey(name)
                        .usePreviousValue(true)
                        .build()));
        return parameters;
    }

    private DescribeChangeSetResponse settled(String changeSet) throws InterruptedException {
        while (true) {
            DescribeChangeSetResponse found = client.describeChangeSet(of -> of.changeSetName(changeSet));
            if (!PREPARING.contains(found.statusAsString())) {
                return found;
            }
            pause.pause(BETWEEN);
        }
    }

    private static boolean isEmpty(DescribeChangeSetResponse changes) {
        String reason = Optional.ofNullable(changes.statusReason()).orElse("");
        if (changes.statusAsString().equals("FAILED")) {
            if (NOTHING_TO_DO.stream().anyMatch(reason::contains)) {
                return true;
            }
            throw new Trouble("CloudFormation refuses the template: " + reason);
        }
        return changes.changes().isEmpty();
    }

    private void execute(DescribeChangeSetResponse changes, String stack) throws InterruptedException {
        StackRun run = new StackRun(client, changes.stackId(), progress, pause);
        client.executeChangeSet(of -> of.changeSetName(changes.changeSetId()));
        String status = run.await(changes.changes().size());
        if (!GOOD.contains(status)) {
            throw new Trouble("the deployment of " + stack + " failed and was undone (" + status + "); "
                    + run.firstFailure().orElse("CloudFormation names no resource"));
        }
    }
}
