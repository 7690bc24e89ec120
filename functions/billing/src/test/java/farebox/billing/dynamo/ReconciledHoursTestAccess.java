package farebox.billing.dynamo;

import farebox.billing.reconcile.Reconcile.ReconciledHours;

/** The adapter on the table in memory, for the cases of the port. */
public final class ReconciledHoursTestAccess {
    private ReconciledHoursTestAccess() {}

    public static ReconciledHours inFakeDynamo() {
        return new DynamoReconciledHours(new FakeDynamo(), "balances");
    }
}
