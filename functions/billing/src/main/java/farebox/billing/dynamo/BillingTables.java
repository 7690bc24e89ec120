package farebox.billing.dynamo;

import farebox.access.dynamo.DynamoAccessStore;
import farebox.aws.AwsClients;
import farebox.billing.invoice.InvoiceStore;
import farebox.billing.invoice.UsageScans;
import farebox.billing.prepaid.Balances;
import farebox.billing.prepaid.EventFence;
import farebox.billing.quota.Limits;
import farebox.billing.reconcile.Reconcile.ReconciledHours;
import farebox.billing.usage.AccessTenants;
import farebox.billing.usage.CallPrices;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the billing table of the account and region that the environment names holds; nothing is opened before use. */
public final class BillingTables {
    private final DynamoDbClient dynamo;
    private final String table;

    private BillingTables(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public static BillingTables connect(String table) {
        return new BillingTables(AwsClients.build(DynamoDbClient.builder()), table);
    }

    public Balances balances() {
        return new DynamoBalances(dynamo, table);
    }

    public EventFence eventFence(String eventsTable, CallPrices prices, InstantSource clock) {
        return new DynamoEventFence(dynamo, eventsTable, prices, clock);
    }

    public DynamoEventLog eventLog(String eventsTable) {
        return new DynamoEventLog(dynamo, eventsTable);
    }

    public UsageScans usageScans() {
        return new DynamoUsageScans(dynamo, table);
    }

    public DynamoAlerts alerts() {
        return new DynamoAlerts(dynamo, table);
    }

    public ReconciledHours reconciledHours() {
        return new DynamoReconciledHours(dynamo, table);
    }

    public DynamoAccounts accounts() {
        return new DynamoAccounts(dynamo, table);
    }

    /** Tenants of an access table beside it. */
    public AccessTenants tenants(String accessTable) {
        return new AccessTenants(new DynamoAccessStore(dynamo, accessTable), accounts());
    }

    public Limits limits() {
        return new DynamoLimits(dynamo, table);
    }

    public InvoiceStore invoices() {
        return new DynamoInvoiceStore(dynamo, table);
    }
}
