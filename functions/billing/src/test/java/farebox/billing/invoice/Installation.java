package farebox.billing.invoice;

import farebox.billing.Channel;
import farebox.billing.Quantity;
import farebox.billing.SampleBooks;
import farebox.billing.UsageQuantities;
import farebox.billing.cost.ReadCosts;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.Tenants.Party;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.pricebook.InMemoryPriceBooks;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.Amounts;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tenants, prices, usage and a clock for tests of invoices. */
public final class Installation implements Tenants {
    public static final TenantId ACME = new TenantId("acme");
    public static final ModelName SMALL = new ModelName("small");

    final InMemoryPriceBooks books = new InMemoryPriceBooks();
    final InMemoryInvoiceStore store = new InMemoryInvoiceStore();
    final InMemoryUsageScans scans = new InMemoryUsageScans();
    final Map<Instant, UsageQuantities> log = new TreeMap<>();
    final Map<Instant, UsageQuantities> sums = new TreeMap<>();
    private final Map<KeyId, Map<Instant, UsageQuantities>> ofKeys = new TreeMap<>(Comparator.comparing(KeyId::value));
    private final List<PlanSpan> plans = new ArrayList<>();
    private final Map<TenantId, PaymentMode> modes = new HashMap<>();
    private ZoneId zone = ZoneOffset.UTC;
    Instant now = Instant.parse("2026-08-20T12:00:00Z");

    public Installation() {
        plans.add(new PlanSpan(SampleBooks.STANDARD, Instant.parse("2026-01-10T00:00:00Z")));
    }

    Invoices invoices() {
        return invoices((account, subtotal) -> List.of());
    }

    Invoices invoices(TaxPolicy taxPolicy) {
        return new Invoices(sources(), store, taxPolicy, () -> now);
    }

    public InMemoryInvoiceStore invoiceStore() {
        return store;
    }

    public Invoice preview(String month) {
        return invoices().preview(ACME, month);
    }

    CloseMonth closeMonth() {
        return new CloseMonth(sources(), new FreezeMonth(sources(), store, () -> now), invoices(), () -> now);
    }

    ScanMonth scanMonth() {
        return new ScanMonth(sources(), this::readSegment, new ScanMonth.Stores(store, scans), () -> now);
    }

    private Invoices.Sources sources() {
        return new Invoices.Sources(this, books, totals(sums), eventLog());
    }

    /** Every so-many-th event. */
    private void readSegment(
            UsageScans.Segment segment, Instant start, Instant end, Consumer<EventLog.MeteredEvent> each) {
        AtomicInteger next = new AtomicInteger();
        eventLog().read(Optional.of(ACME), start, end, event -> {
            if (next.getAndIncrement() % segment.of() == segment.number()) {
                each.accept(event);
            }
        });
    }

    /** One event for each quantity. */
    EventLog eventLog() {
        return (tenant, start, end, each) -> log.forEach((at, usage) -> {
            if (!at.isBefore(start) && at.isBefore(end)) {
                usage.quantities()
                        .forEach((item, quantity) -> each.accept(new EventLog.MeteredEvent(
                                ACME,
                                item.model(),
                                item.channel(),
                                Amounts.of(item.meter(), quantity.units().longValueExact()),
                                at)));
            }
        });
    }

    public InMemoryPriceBooks books() {
        return books;
    }

    public Instant now() {
        return now;
    }

    public UsageTotals totalsOfSums() {
        return totals(sums);
    }

    public Installation price(String from, String perCall) {
        books.add(new PublishedBook(Instant.parse(from), SampleBooks.perCall(perCall)), new byte[0]);
        return this;
    }

    public Installation calls(String at, long count) {
        UsageQuantities usage = UsageQuantities.of(Meter.CALLS, SMALL, Quantity.of(count));
        log.merge(Instant.parse(at), usage, UsageQuantities::plus);
        sums.merge(Instant.parse(at), usage, UsageQuantities::plus);
        return this;
    }

    /** By a key, of a model. */
    public Installation calls(String at, long count, KeyId key, ModelName model) {
        return add(at, count, key, new UsageQuantities.Item(Meter.CALLS, model, Channel.REQUEST));
    }

    /** In a batch. */
    public Installation batchCalls(String at, long count, KeyId key, ModelName model) {
        return add(at, count, key, new UsageQuantities.Item(Meter.CALLS, model, Channel.BATCH));
    }

    private Installation add(String at, long count, KeyId key, UsageQuantities.Item item) {
        UsageQuantities usage = new UsageQuantities(Map.of(item, Quantity.of(count)));
        log.merge(Instant.parse(at), usage, UsageQuantities::plus);
        sums.merge(Instant.parse(at), usage, UsageQuantities::plus);
        ofKeys.computeIfAbsent(key, first -> new TreeMap<>()).merge(Instant.parse(at), usage, UsageQuantities::plus);
        return this;
    }

    /** Calls that name no key are of none. */
    public ReadCosts.Usages usages() {
        return new ReadCosts.Usages(totals(sums), (tenant, start, end) -> {
            Map<KeyId, UsageQuantities> usage = new HashMap<>();
            ofKeys.forEach((key, used) -> usage.put(key, totals(used).of(tenant, start, end)));
            return usage;
        });
    }

    public Installation at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    public Installation in(String timeZone) {
        zone = ZoneId.of(timeZone);
        return this;
    }

    public Installation prepay() {
        modes.put(ACME, PaymentMode.PREPAID);
        return this;
    }

    public Installation plan(PlanSpan span) {
        plans.add(span);
        return this;
    }

    @Override
    public BillingAccount account(TenantId tenant) {
        if (!tenant.equals(ACME)) {
            throw new NotFound("there is no tenant " + tenant);
        }
        PaymentMode mode = modes.getOrDefault(tenant, PaymentMode.POSTPAID);
        return new BillingAccount(tenant, mode, plans, zone, Party.named("Acme"));
    }

    @Override
    public Set<TenantId> all() {
        return Set.of(ACME);
    }

    @Override
    public Party seller() {
        return Party.named("Operator");
    }

    private static UsageTotals totals(Map<Instant, UsageQuantities> usage) {
        return (tenant, start, end) -> {
            List<UsageQuantities> within = usage.entrySet().stream()
                    .filter(entry ->
                            !entry.getKey().isBefore(start) && entry.getKey().isBefore(end))
                    .map(Map.Entry::getValue)
                    .toList();
            return tenant.equals(Optional.of(ACME)) || tenant.isEmpty()
                    ? Map.of(ACME, UsageQuantities.sum(within))
                    : Map.of();
        };
    }
}
