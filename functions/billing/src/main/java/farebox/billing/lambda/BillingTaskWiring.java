package farebox.billing.lambda;

import farebox.billing.alert.AlertDelivery.Channel;
import farebox.billing.alert.DeliverAlerts;
import farebox.billing.alert.RaiseAlerts;
import farebox.billing.dynamo.BillingTables;
import farebox.billing.dynamo.DynamoAlerts;
import farebox.billing.dynamo.DynamoEventLog;
import farebox.billing.eventbridge.EventBusSender;
import farebox.billing.invoice.CloseMonth;
import farebox.billing.invoice.FreezeMonth;
import farebox.billing.invoice.Invoices;
import farebox.billing.invoice.ScanMonth;
import farebox.billing.invoice.TaxPolicy;
import farebox.billing.json.AlertFormat;
import farebox.billing.prepaid.SweepHolds;
import farebox.billing.pricebook.CachedPriceBooks;
import farebox.billing.pricebook.PriceBooks;
import farebox.billing.quota.ReadQuotas;
import farebox.billing.reconcile.Reconcile;
import farebox.billing.reconcile.RequestLog;
import farebox.billing.requestlog.CloudWatchRequestLog;
import farebox.billing.requestlog.FileRequestLog;
import farebox.billing.s3.S3PriceBooks;
import farebox.billing.task.BillingTasks;
import farebox.billing.usage.AccessTenants;
import farebox.billing.usage.AggregateTotals;
import farebox.billing.usage.CallPrices;
import farebox.billing.usage.LedgerRequests;
import farebox.billing.webhook.HttpWebhookSender;
import farebox.kernel.Environment;
import farebox.metering.aws.MeteringFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** What {@link BillingTaskHandler} is made of. */
record BillingTaskWiring(BillingTasks tasks) {
    private static final String BILLING_TABLE = "BILLING_TABLE";
    private static final String PRICES_BUCKET = "PRICES_BUCKET";
    private static final String ACCESS_TABLE = "ACCESS_TABLE";
    private static final String EVENTS_TABLE = "EVENTS_TABLE";
    private static final String EVENT_BUS = "EVENT_BUS";
    private static final String ACCESS_LOG = "ACCESS_LOG";
    private static final String ACCESS_LOG_FILE = "ACCESS_LOG_FILE";

    static BillingTaskWiring of(Map<String, String> variables) {
        Environment environment =
                Environment.requiring(variables, BILLING_TABLE, PRICES_BUCKET, ACCESS_TABLE, EVENTS_TABLE, EVENT_BUS);
        InstantSource clock = InstantSource.system();
        BillingTables tables = BillingTables.connect(environment.value(BILLING_TABLE));
        PriceBooks books = S3PriceBooks.connect(environment.value(PRICES_BUCKET));
        AccessTenants tenants = tables.tenants(environment.value(ACCESS_TABLE));
        DynamoEventLog log = tables.eventLog(environment.value(EVENTS_TABLE));
        Invoices.Sources sources = new Invoices.Sources(
                tenants, books, new AggregateTotals(MeteringFactory.aggregates(variables, clock)), log);
        Invoices invoices = new Invoices(sources, tables.invoices(), TaxPolicy.configured(tables.accounts()), clock);
        CloseMonth closeMonth =
                new CloseMonth(sources, new FreezeMonth(sources, tables.invoices(), clock), invoices, clock);
        CachedPriceBooks cached = new CachedPriceBooks(books, clock);
        SweepHolds sweepHolds = new SweepHolds(
                tables.balances(),
                tables.eventFence(environment.value(EVENTS_TABLE), new CallPrices(cached::timeline), clock),
                clock);
        return new BillingTaskWiring(new BillingTasks(new BillingTasks.UseCases(
                closeMonth,
                new ScanMonth(sources, log, new ScanMonth.Stores(tables.invoices(), tables.usageScans()), clock),
                sweepHolds,
                raiseAlerts(tables, sources, cached, clock),
                deliverAlerts(tables.alerts(), environment.value(EVENT_BUS), clock),
                new Reconcile(
                        requestLog(variables),
                        new LedgerRequests(MeteringFactory.ledger(variables, clock), clock),
                        tables.reconciledHours(),
                        clock),
                clock)));
    }

    /** The local emulator names a file; on AWS it is a log group. */
    private static RequestLog requestLog(Map<String, String> variables) {
        String file = variables.getOrDefault(ACCESS_LOG_FILE, "");
        return file.isEmpty()
                ? CloudWatchRequestLog.connect(
                        Environment.requiring(variables, ACCESS_LOG).value(ACCESS_LOG))
                : new FileRequestLog(Path.of(file));
    }

    private static RaiseAlerts raiseAlerts(
            BillingTables tables, Invoices.Sources sources, CachedPriceBooks books, InstantSource clock) {
        ReadQuotas readQuotas = new ReadQuotas(sources.sums(), books::timeline);
        DynamoAlerts alerts = tables.alerts();
        return new RaiseAlerts(
                new RaiseAlerts.Sources(sources.tenants(), tables.limits(), readQuotas, tables.balances(), alerts),
                alerts,
                new AlertFormat()::write,
                clock);
    }

    private static DeliverAlerts deliverAlerts(DynamoAlerts alerts, String bus, InstantSource clock) {
        return new DeliverAlerts(
                alerts,
                Map.of(Channel.EVENT_BUS, EventBusSender.connect(bus), Channel.WEBHOOK, new HttpWebhookSender(alerts)),
                clock);
    }
}
