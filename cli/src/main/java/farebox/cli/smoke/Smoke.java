package farebox.cli.smoke;

import farebox.cli.deploy.DeployFarebox;
import farebox.cli.deploy.DestroyFarebox;
import farebox.cli.deploy.Retained;
import farebox.cli.operator.CommandContext;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.UserError;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole life of a deployment in a real account, under a name of its own: deployed, called, removed with its data. */
public final class Smoke {
    private final Stack place;
    private final StackClients clients;
    private final CommandContext context;
    private final String name;

    public Smoke(Stack place, StackClients clients, CommandContext context) {
        this.place = place;
        this.clients = clients;
        this.context = context;
        this.name = "farebox-smoke-%06x".formatted(context.random().nextInt(1 << 24));
    }

    /** US cents, at most; nothing outside AWS. */
    public static BigDecimal cents() {
        return SmokeCosts.cents();
    }

    /** The name of its stack. */
    public String name() {
        return name;
    }

    /**
     * @param home the checkout
     * @param searchPath where the SAM CLI is looked for
     * @return what is left in the account, since it is no data
     * @throws UserError if something is not as it should be; the stack is removed then as well
     */
    public List<Retained> run(Path home, String searchPath) throws InterruptedException {
        try {
            DeployFarebox.Deployed deployed = new DeployFarebox(place, clients, context)
                    .run(new DeployFarebox.Order(home, name, parameters(), searchPath));
            String key = deployed.keys()
                    .map(DeployFarebox.Keys::key)
                    .orElseThrow(() -> new UserError("the new stack " + name + " had a key already"));
            new SmokeCalls(deployed.url(), context.progress(), context.clock(), Thread::sleep).run(key);
        } catch (RuntimeException | InterruptedException e) {
            removeAfter(e);
            throw e;
        }
        return remove();
    }

    /** A pepper of its own: the keys of another stack in the account must stay good. */
    private Map<String, String> parameters() {
        return Map.of(
                "PepperParameter",
                "/" + name + "/pepper",
                "ModelKeys",
                "/" + name + "/models",
                "Canary",
                "false",
                "LogRetentionDays",
                "1");
    }

    private void removeAfter(Exception failure) throws InterruptedException {
        try {
            remove();
        } catch (RuntimeException e) {
            context.progress()
                    .step("stack " + name + " could not be removed; do it with ./farebox destroy --with-data --stack "
                            + name);
            failure.addSuppressed(e);
        }
    }

    private List<Retained> remove() throws InterruptedException {
        DestroyFarebox destroy = new DestroyFarebox(place, clients, context.progress());
        DestroyFarebox.Plan plan = destroy.plan(name);
        destroy.run(plan);
        return destroy.removeData(plan);
    }
}
