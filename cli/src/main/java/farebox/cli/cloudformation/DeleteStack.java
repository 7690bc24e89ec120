package farebox.cli.cloudformation;

import farebox.cli.operator.Progress;
import farebox.cli.operator.UserError;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** Deletes a stack; what the template retains stays. */
public final class DeleteStack {
    private final CloudFormationClient client;
    private final Progress progress;
    private final PollingDelay pollingDelay;

    public DeleteStack(CloudFormationClient client, Progress progress, PollingDelay pollingDelay) {
        this.client = client;
        this.progress = progress;
        this.pollingDelay = pollingDelay;
    }

    /**
     * @param stackId the name would mean nothing once it is gone
     * @throws UserError if something could not be deleted
     */
    public void run(String stackId) throws InterruptedException {
        int resources = Math.toIntExact(
                client.listStackResourcesPaginator(of -> of.stackName(stackId)).stackResourceSummaries().stream()
                        .count());
        StackRun run = new StackRun(client, stackId, progress, pollingDelay);
        client.deleteStack(of -> of.stackName(stackId));
        String status = run.await(resources);
        if (!status.equals("DELETE_COMPLETE")) {
            throw new UserError("the stack is not gone (" + status + "); "
                    + run.firstFailure().orElse("CloudFormation names no resource"));
        }
    }
}
