package farebox.cli.cloudformation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** Asks the service itself. */
public final class PlanByService implements PlanChange {
    private final CloudFormationClient client;
    private final InstantSource clock;

    public PlanByService(CloudFormationClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Optional<String> plan(ChangeStack.Order order, boolean isNew, Set<String> before) {
        return Optional.of(client.createChangeSet(of -> of.stackName(order.stack())
                        .changeSetName("farebox-" + clock.millis())
                        .changeSetType(isNew ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
                        .templateURL(order.template().url())
                        .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                        .parameters(parameters(order, before)))
                .id());
    }

    private List<Parameter> parameters(ChangeStack.Order order, Set<String> before) {
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
        client.getTemplateSummary(of -> of.templateURL(order.template().url())).parameters().stream()
                .map(declared -> declared.parameterKey())
                .filter(name -> before.contains(name) && !order.parameters().containsKey(name))
                .forEach(name -> parameters.add(Parameter.builder()
                        .parameterKey(name)
                        .usePreviousValue(true)
                        .build()));
        return parameters;
    }
}
