package farebox.billing.dynamo;

import farebox.billing.invoice.UsageScans;

/** The adapter on the table in memory, for the cases of the port. */
public final class UsageScansTestAccess {
    private UsageScansTestAccess() {}

    public static UsageScans inFakeDynamo() {
        return new DynamoUsageScans(new FakeDynamo(), "balances");
    }
}
