package farebox.billing.invoice;

import farebox.kernel.DataCorrupted;
import farebox.kernel.Failure;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The steps by which a month is closed for every tenant; each can be repeated. */
public final class CloseMonth {
    private final Invoices.Sources sources;
    private final FreezeMonth freezeMonth;
    private final Invoices invoices;
    private final InstantSource clock;

    public CloseMonth(Invoices.Sources sources, FreezeMonth freezeMonth, Invoices invoices, InstantSource clock) {
        this.sources = sources;
        this.freezeMonth = freezeMonth;
        this.invoices = invoices;
        this.clock = clock;
    }

    /**
     * What is closed.
     *
     * @param opens when the grace of the last tenant's month is over
     */
    public record Work(String month, List<TenantId> tenants, Instant opens) {
        public Work {
            tenants = List.copyOf(tenants);
        }
    }

    /**
     * What became of one tenant's month.
     *
     * @param invoice empty if it could not be closed
     * @param error why; empty if it was closed
     */
    public record Outcome(TenantId tenant, Optional<Invoice> invoice, Optional<String> error) {}

    /**
     * @param month the one before this one if it is not given
     * @throws InvalidRequest if it is no month
     */
    public Work plan(Optional<String> month) {
        String name = month.orElseGet(() -> lastMonth().toString());
        BillingPeriod utc = BillingPeriod.of(name, ZoneOffset.UTC);
        List<TenantId> tenants = tenants();
        Instant opens = tenants.stream()
                .map(tenant -> BillingPeriod.of(
                                name, sources.tenants().account(tenant).zone())
                        .closable())
                .max(Comparator.naturalOrder())
                .orElseGet(utc::closable);
        return new Work(name, tenants, opens);
    }

    /** The hash of what a tenant's frozen usage comes to, taxes included. */
    public Sha256 rate(String month, TenantId tenant) {
        return invoices.rate(tenant, month).hash();
    }

    /**
     * Numbers and stores the invoice.
     *
     * @param rated what {@link #rate} answered
     * @throws DataCorrupted if the same usage comes to something else now
     */
    public Invoice finalise(String month, TenantId tenant, Sha256 rated) {
        Invoice invoice = invoices.close(tenant, month);
        if (!invoice.hash().equals(rated)) {
            throw new DataCorrupted("the invoice of " + tenant + " for " + month + " has the hash " + invoice.hash()
                    + ", but was rated at " + rated);
        }
        return invoice;
    }

    /** All steps at once, where no state machine takes them. One tenant's failure stops no other's month. */
    public List<Outcome> run(String month) {
        List<TenantId> tenants = tenants();
        freezeMonth.run(month, tenants);
        return tenants.stream().map(tenant -> close(month, tenant)).toList();
    }

    private Outcome close(String month, TenantId tenant) {
        try {
            Invoice invoice = finalise(month, tenant, rate(month, tenant));
            return new Outcome(tenant, Optional.of(invoice), Optional.empty());
        } catch (Failure failure) {
            return new Outcome(tenant, Optional.empty(), Optional.of(failure.detail()));
        }
    }

    private List<TenantId> tenants() {
        return sources.tenants().all().stream().sorted().toList();
    }

    private YearMonth lastMonth() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).minusMonths(1);
    }
}
