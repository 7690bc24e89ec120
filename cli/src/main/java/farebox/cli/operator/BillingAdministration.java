package farebox.cli.operator;

import farebox.access.dynamo.DynamoAccessStore;
import farebox.billing.aws.Payments;
import farebox.billing.dynamo.DynamoAccounts;
import farebox.billing.dynamo.DynamoAlerts;
import farebox.billing.dynamo.DynamoBalances;
import farebox.billing.dynamo.DynamoEventFence;
import farebox.billing.dynamo.DynamoEventLog;
import farebox.billing.dynamo.DynamoInvoiceStore;
import farebox.billing.dynamo.DynamoLimits;
import farebox.billing.export.ExportUsage;
import farebox.billing.invoice.CloseMonth;
import farebox.billing.invoice.FreezeMonth;
import farebox.billing.invoice.InvoiceStore;
import farebox.billing.invoice.Invoices;
import farebox.billing.invoice.IssueCreditNote;
import farebox.billing.invoice.RecordPlanChange;
import farebox.billing.invoice.TaxPolicy;
import farebox.billing.invoice.Tenants;
import farebox.billing.invoice.UsageTotals;
import farebox.billing.prepaid.Balances;
import farebox.billing.prepaid.GrantCredit;
import farebox.billing.prepaid.SweepHolds;
import farebox.billing.pricebook.PriceBooks;
import farebox.billing.pricebook.PublishPriceBook;
import farebox.billing.quota.Limits;
import farebox.billing.quota.ReadQuotas;
import farebox.billing.s3.S3PriceBooks;
import farebox.billing.usage.AccessTenants;
import farebox.billing.usage.AggregateHours;
import farebox.billing.usage.AggregateTotals;
import farebox.billing.usage.CallPrices;
import farebox.billing.usage.RefundCall;
import farebox.metering.dynamo.DynamoUsageAggregates;
import farebox.metering.dynamo.DynamoUsageLedger;
import farebox.metering.rollup.UsageAggregates;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What an operator does about prices, credit and invoices, wired to one stack. */
public record BillingAdministration(
        Tenants tenants,
        DynamoAccounts accounts,
        PublishPriceBook publishPriceBook,
        GrantCredit grantCredit,
        SweepHolds sweepHolds,
        Invoices invoices,
        InvoiceStore invoiceStore,
        IssueCreditNote issueCreditNote,
        Limits limits,
        ReadQuotas readQuotas,
        CloseMonth closeMonth,
        DynamoAlerts alerts,
        RecordPlanChange recordPlanChange,
        ExportUsage exportUsage,
        RefundCall refundCall) {

    public static BillingAdministration of(Stack stack, StackClients clients, InstantSource clock) {
        DynamoDbClient dynamo = clients.dynamo();
        String table = stack.output("BillingTable");
        DynamoAccounts accounts = new DynamoAccounts(dynamo, table);
        AccessTenants tenants = new AccessTenants(new DynamoAccessStore(dynamo, stack.output("AccessTable")), accounts);
        PriceBooks books = new S3PriceBooks(clients.s3(), stack.output("PricesBucket"));
        Balances balances = new DynamoBalances(dynamo, table);
        InvoiceStore invoiceStore = new DynamoInvoiceStore(dynamo, table);
        String events = stack.output("EventsTable");
        UsageAggregates aggregates = new DynamoUsageAggregates(dynamo, stack.output("SumsTable"));
        UsageTotals sums = new AggregateTotals(aggregates);
        Invoices.Sources sources = new Invoices.Sources(tenants, books, sums, new DynamoEventLog(dynamo, events));
        Invoices invoices = new Invoices(sources, invoiceStore, TaxPolicy.configured(accounts), clock);
        return new BillingAdministration(
                tenants,
                accounts,
                new PublishPriceBook(books, tenants, clock),
                new GrantCredit(balances, Payments.SHARDS),
                new SweepHolds(
                        balances, new DynamoEventFence(dynamo, events, new CallPrices(books::all), clock), clock),
                invoices,
                invoiceStore,
                new IssueCreditNote(invoiceStore, clock),
                new DynamoLimits(dynamo, table),
                new ReadQuotas(sums, books::all),
                new CloseMonth(sources, new FreezeMonth(sources, invoiceStore, clock), invoices, clock),
                new DynamoAlerts(dynamo, table),
                new RecordPlanChange(tenants, accounts, books, clock),
                new ExportUsage(new AggregateHours(aggregates), clock),
                new RefundCall(
                        tenants,
                        new DynamoUsageLedger(dynamo, events, clock),
                        new CallPrices(books::all),
                        new RefundCall.Destinations(new GrantCredit(balances, Payments.SHARDS), invoiceStore),
                        clock));
    }
}
