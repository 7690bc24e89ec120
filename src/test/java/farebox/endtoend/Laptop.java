package farebox.endtoend;

import farebox.access.IssuedKey;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.local.stack.Administration;
import farebox.local.stack.Stack;
import farebox.local.stack.StackClients;
import farebox.local.stack.StackFile;
import farebox.local.template.Deployment;
import farebox.local.template.Template;
import farebox.local.up.LaptopCloud;
import farebox.local.up.LaptopSettings;
import farebox.models.registry.Registry;
import farebox.models.s3.S3Models;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A laptop cloud in this JVM, and the powers that only somebody beside it has. */
final class Laptop implements AutoCloseable {
    private static final int ANY_PORT = 0;

    private final LaptopCloud cloud;
    private final Stack stack;
    private final StackClients clients;
    private final Administration administration;

    private Laptop(LaptopCloud cloud, Stack stack) {
        this.cloud = cloud;
        this.stack = stack;
        this.clients = new StackClients(stack);
        this.administration = Administration.of(stack, clients, Clock.systemUTC(), new SecureRandom());
    }

    /** Aborts the test if the functions are not packed. */
    static Laptop start(Path data) {
        Checkout.requireFunctions();
        try {
            LaptopCloud cloud = LaptopCloud.start(new LaptopSettings(Checkout.ROOT, data, ANY_PORT), step -> {});
            return new Laptop(cloud, new StackFile(data).read().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the laptop cloud started", e);
        }
    }

    Target target() {
        return new Target(
                cloud.ready().url(), cloud.ready().key(), cloud.ready().adminKey());
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

    Registry registry() {
        return new Registry(S3Models.store(stack.output("ModelsBucket"), clients.s3()));
    }

    /** A key of a tenant that is made if it is not there. */
    IssuedKey newKey(String tenant, String plan) {
        administration.createTenant().run(new TenantId(tenant), new PlanName(plan));
        return administration.createKey().run(new TenantId(tenant), Scope.CALLER);
    }

    /** The same, as what calls with it. */
    Target newCaller(String tenant, String plan) {
        return target().with(newKey(tenant, plan).key().reveal());
    }

    /** @param id as the template has it, such as {@code InferenceFunction} */
    List<Long> children(String id) {
        return cloud.lambda().children(function(id));
    }

    @Override
    public void close() {
        clients.close();
        cloud.close();
    }

    private static String function(String id) {
        return Template.read(Checkout.ROOT.resolve("template.yaml")).deploy(Map.of()).functions().stream()
                .filter(function -> function.id().equals(id))
                .map(Deployment.Function::name)
                .findFirst()
                .orElseThrow();
    }
}
