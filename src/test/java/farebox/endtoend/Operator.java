package farebox.endtoend;

import farebox.access.IssuedKey;
import farebox.cli.operator.Administration;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackModels;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.models.registry.ModelRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** A stack, emulated or deployed, in the hands of somebody who has its credentials. */
final class Operator implements AutoCloseable {
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Target target;
    private final Environment environment;
    private final Stack stack;
    private final StackClients clients;
    private final Administration administration;

    Operator(Target target, Environment environment, Stack stack) {
        this.target = target;
        this.environment = environment;
        this.stack = stack;
        this.clients = new StackClients(stack);
        this.administration = Administration.of(stack, clients, Clock.systemUTC(), new SecureRandom());
    }

    Target target() {
        return target;
    }

    Environment place() {
        return environment;
    }

    Stack stack() {
        return stack;
    }

    StackClients clients() {
        return clients;
    }

    Administration administration() {
        return administration;
    }

    ModelRegistry registry() {
        return StackModels.publisher(stack, clients);
    }

    /** A name that nothing of an earlier run has: a deployed stack remembers. */
    String named(String name) {
        return name + "-" + run;
    }

    /** A key of a tenant of this run, which is made if it is not there. */
    IssuedKey newKey(String name, String plan) {
        TenantId tenant = new TenantId(named(name));
        administration.createTenant().run(tenant, new PlanName(plan));
        return administration.createKey().run(tenant, Scope.INVOKE);
    }

    /** The same, as what calls with it. */
    Target newCaller(String name, String plan) {
        return target.with(newKey(name, plan).key().reveal());
    }

    @Override
    public void close() {
        clients.close();
    }
}
