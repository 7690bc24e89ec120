package farebox.cli.deploy;

import farebox.cli.cloudformation.DeleteStack;
import farebox.cli.cloudformation.PollingDelay;
import farebox.cli.cloudformation.Stacks;
import farebox.cli.operator.Progress;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a deployment away: first says what stays, then does it. */
public final class DestroyFarebox {
    private final StackClients clients;
    private final Progress progress;
    private final Stack place;
    private final PollingDelay pollingDelay = Thread::sleep;

    /** @param place where the stack is; its outputs are read from there */
    public DestroyFarebox(Stack place, StackClients clients, Progress progress) {
        this.place = place;
        this.clients = clients;
        this.progress = progress;
    }

    /** What would be deleted and what would stay. */
    public record Plan(String stack, String id, Stack deployed, List<String> usageKeys, List<Retained> retained) {
        public Plan {
            usageKeys = List.copyOf(usageKeys);
            retained = List.copyOf(retained);
        }
    }

    /** @throws UserError if there is no such stack */
    public Plan plan(String name) {
        Stacks.Found found = new Stacks(clients.cloudFormation()).require(name);
        Stack deployed = place.with(found.outputs());
        return new Plan(
                name, found.id(), deployed, new UsageKeysOfStack(clients.apiGateway()).ids(deployed), retained(found));
    }

    /** With the pepper and the keys of models, which first uses made and no template knows. */
    private List<Retained> retained(Stacks.Found found) {
        List<Retained> retained = new ArrayList<>(Retained.of(clients.cloudFormation(), found.id()));
        Optional.ofNullable(found.outputs().get("PepperParameter"))
                .ifPresent(name -> retained.add(new Retained("Pepper", Retained.PARAMETER, name)));
        for (String key : List.of("ModelSigningKey", "ModelVerificationKey")) {
            Optional.ofNullable(found.outputs().get(key))
                    .ifPresent(name -> retained.add(new Retained(key, Retained.PARAMETER, name)));
        }
        return retained;
    }

    /** @throws UserError if something could not be deleted */
    public void run(Plan plan) throws InterruptedException {
        new DeleteStack(clients.cloudFormation(), progress, pollingDelay).run(plan.id());
        int keys = new UsageKeysOfStack(clients.apiGateway()).remove(plan.usageKeys());
        progress.step("the gateway's keys of " + keys + " tenants are gone");
    }

    /**
     * Removes data that {@link #run} left: models, answers, usage, tenants, keys, and the pepper.
     *
     * @return what is no data and stays
     */
    public List<Retained> removeData(Plan plan) {
        return new RetainedData(clients, progress).remove(plan.retained());
    }
}
