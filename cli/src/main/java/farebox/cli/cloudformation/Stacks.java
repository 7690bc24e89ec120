package farebox.cli.cloudformation;

import farebox.cli.operator.UserError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** The stacks that there are. */
public final class Stacks {
    private static final Set<String> FAILED_START = Set.of("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED");

    private final CloudFormationClient client;

    public Stacks(CloudFormationClient client) {
        this.client = client;
    }

    /**
     * @param id unlike the name, it stays good when the stack is gone
     * @param parameters names of those it was deployed with
     */
    public record Found(String id, String status, Map<String, String> outputs, Set<String> parameters) {
        public Found {
            outputs = Map.copyOf(outputs);
            parameters = Set.copyOf(parameters);
        }

        /** A change set was made for it, but it was never deployed. */
        boolean isOnlyPlanned() {
            return status.equals("REVIEW_IN_PROGRESS");
        }

        /** Its first deployment failed; CloudFormation lets nothing be done to it but delete it. */
        boolean isStillborn() {
            return FAILED_START.contains(status);
        }
    }

    /**
     * Its outputs.
     *
     * @throws UserError if there is no such stack
     */
    public Map<String, String> outputs(String name) {
        return require(name).outputs();
    }

    public Found require(String name) {
        return find(name).orElseThrow(() -> new UserError("there is no stack " + name + " in this account and region"));
    }

    public Optional<Found> find(String name) {
        try {
            return client.describeStacks(of -> of.stackName(name)).stacks().stream()
                    .filter(stack -> !"DELETE_COMPLETE".equals(stack.stackStatusAsString()))
                    .map(stack -> new Found(
                            stack.stackId(),
                            stack.stackStatusAsString(),
                            stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)),
                            stack.parameters().stream()
                                    .map(Parameter::parameterKey)
                                    .collect(Collectors.toSet())))
                    .findFirst();
        } catch (CloudFormationException e) {
            // The service has no error of its own for this.
            if (String.valueOf(e.getMessage()).contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
