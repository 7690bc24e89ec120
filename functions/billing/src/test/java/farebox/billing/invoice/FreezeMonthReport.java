package farebox.billing.invoice;

import static farebox.billing.SampleBooks.STANDARD;

import farebox.billing.Channel;
import farebox.billing.Quantity;
import farebox.billing.SampleBooks;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.EventLog.MeteredEvent;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.Tenants.Party;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.pricebook.InMemoryPriceBooks;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Closes a month of any number of events, which exist one at a time, and prints the time and memory that it took. */
public final class FreezeMonthReport {
    private static final Instant START = Instant.parse("2026-08-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-09-04T00:00:00Z");
    private static final long MONTH_MILLIS = 31L * 24 * 3600 * 1000;
    private static final ModelName MODEL = new ModelName("small");

    private final long events;
    private final List<TenantId> tenants;
    private final InMemoryInvoiceStore store = new InMemoryInvoiceStore();
    private final InMemoryPriceBooks books = new InMemoryPriceBooks();

    private FreezeMonthReport(long events, int tenants) {
        this.events = events;
        this.tenants = IntStream.range(0, tenants)
                .mapToObj(i -> new TenantId("tenant-" + i))
                .toList();
        for (int day = 1; day <= 3; day++) {
            books.add(
                    new PublishedBook(Instant.parse("2026-08-0" + day + "T00:00:00Z"), SampleBooks.perCall("0.00333")),
                    new byte[0]);
        }
    }

    /** @return whether the invoices come to what the events are worth */
    public static boolean print(long events, int tenants, PrintStream out) {
        FreezeMonthReport report = new FreezeMonthReport(events, tenants);
        long began = System.nanoTime();
        List<CloseMonth.Outcome> outcomes = report.closeMonth().run("2026-08");
        double seconds = (System.nanoTime() - began) / 1e9;
        AtomicLong calls = new AtomicLong();
        outcomes.forEach(outcome -> outcome.invoice()
                .orElseThrow()
                .lines()
                .forEach(line -> calls.addAndGet(line.quantity().units().longValueExact())));
        out.printf(
                Locale.ROOT,
                "%,d events of %,d tenants closed in %.1f s, %,.0f events a second, peak heap %,d MB of %,d MB%n",
                events,
                tenants,
                seconds,
                events / seconds,
                peakHeap() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        return calls.get() == events;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private CloseMonth closeMonth() {
        Invoices.Sources sources = new Invoices.Sources(tenantsPort(), books, sums(), this::log);
        FreezeMonth freezeMonth = new FreezeMonth(sources, store, () -> NOW);
        Invoices invoices = new Invoices(sources, store, (account, subtotal) -> List.of(), () -> NOW);
        return new CloseMonth(sources, freezeMonth, invoices, () -> NOW);
    }

    /** The events are spread evenly over tenants and time, and made when they are read. */
    private void log(Optional<TenantId> tenant, Instant start, Instant end, Consumer<MeteredEvent> each) {
        for (long i = 0; i < events; i++) {
            each.accept(event(i));
        }
    }

    private MeteredEvent event(long i) {
        Amounts amounts = Amounts.of(Meter.CALLS, 1);
        Instant at = START.plusMillis((i * 7919) % MONTH_MILLIS);
        return new MeteredEvent(tenants.get((int) (i % tenants.size())), MODEL, Channel.REQUEST, amounts, at);
    }

    private UsageTotals sums() {
        Map<TenantId, Long> calls = new TreeMap<>(Comparator.comparing(TenantId::value));
        for (long i = 0; i < tenants.size(); i++) {
            calls.put(tenants.get((int) i), (events - i + tenants.size() - 1) / tenants.size());
        }
        return (tenant, start, end) -> Map.of(
                tenant.orElseThrow(),
                start.isBefore(START)
                        ? UsageQuantities.NONE
                        : UsageQuantities.of(
                                Meter.CALLS, MODEL, Quantity.of(calls.getOrDefault(tenant.orElseThrow(), 0L))));
    }

    private Tenants tenantsPort() {
        return new Tenants() {
            @Override
            public BillingAccount account(TenantId tenant) {
                return new BillingAccount(
                        tenant,
                        PaymentMode.POSTPAID,
                        new ArrayList<>(List.of(new PlanSpan(STANDARD, Instant.EPOCH))),
                        ZoneOffset.UTC,
                        Party.named(tenant.value()));
            }

            @Override
            public Set<TenantId> all() {
                return Set.copyOf(tenants);
            }

            @Override
            public Party seller() {
                return Party.named("Operator");
            }
        };
    }
}
