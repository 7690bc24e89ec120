package farebox.cli.operator;

import farebox.access.AccessStore;
import farebox.access.ChangePlan;
import farebox.access.CloseTenant;
import farebox.access.CreateKey;
import farebox.access.CreateTenant;
import farebox.access.ListKeys;
import farebox.access.ListTenants;
import farebox.access.PepperStore;
import farebox.access.RevokeKey;
import farebox.access.RotateKey;
import farebox.access.UsageKeys;
import farebox.access.apigateway.ApiGatewayUsageKeys;
import farebox.access.dynamo.DynamoAccessStore;
import farebox.access.ssm.SsmPepperStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What an operator does about tenants and keys, wired to one stack. */
public record Administration(
        CreateTenant createTenant,
        CloseTenant closeTenant,
        ChangePlan changePlan,
        ListTenants listTenants,
        CreateKey createKey,
        ListKeys listKeys,
        RotateKey rotateKey,
        RevokeKey revokeKey) {

    /** @param random must be unpredictable */
    public static Administration of(Stack stack, StackClients clients, InstantSource clock, RandomGenerator random) {
        AccessStore store = new DynamoAccessStore(clients.dynamo(), stack.output("AccessTable"));
        PepperStore pepperStore = new SsmPepperStore(clients.ssm(), stack.output("PepperParameter"));
        UsageKeys usageKeys = new ApiGatewayUsageKeys(clients.apiGateway(), stack.usagePlans());
        return new Administration(
                new CreateTenant(store, usageKeys, clock, random),
                new CloseTenant(store, usageKeys, clock),
                new ChangePlan(store, usageKeys),
                new ListTenants(store),
                new CreateKey(store, pepperStore, clock, random),
                new ListKeys(store),
                new RotateKey(store, pepperStore, clock, random),
                new RevokeKey(store, clock));
    }
}
