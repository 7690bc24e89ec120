package farebox.billing.invoice;

import farebox.kernel.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Invoices in memory. */
public final class InMemoryInvoiceStore implements InvoiceStore {
    private final List<Invoice> invoices = new ArrayList<>();
    private final List<CreditNote> notes = new ArrayList<>();
    private final List<FrozenUsage> frozen = new ArrayList<>();
    private final Map<String, Refund> refunds = new TreeMap<>();
    private long lastInvoice;
    private long lastNote;

    @Override
    public synchronized Optional<Invoice> find(TenantId tenant, String month) {
        return invoices.stream()
                .filter(invoice ->
                        invoice.tenant().equals(tenant) && invoice.month().equals(month))
                .findFirst();
    }

    @Override
    public synchronized Optional<FrozenUsage> frozen(TenantId tenant, String month) {
        return frozen.stream()
                .filter(usage -> usage.tenant().equals(tenant) && usage.month().equals(month))
                .findFirst();
    }

    @Override
    public synchronized void freeze(FrozenUsage usage) {
        if (frozen(usage.tenant(), usage.month()).isEmpty()) {
            frozen.add(usage);
        }
    }

    @Override
    public synchronized List<Invoice> list(Optional<TenantId> tenant) {
        return invoices.stream()
                .filter(invoice -> tenant.isEmpty() || invoice.tenant().equals(tenant.get()))
                .sorted(Comparator.comparing(Invoice::month).thenComparing(Invoice::tenant))
                .toList();
    }

    @Override
    public synchronized Invoice add(Invoice draft, boolean needsNumber, Function<Optional<Long>, Invoice> numbered) {
        Optional<Invoice> standing = find(draft.tenant(), draft.month());
        if (standing.isPresent()) {
            return standing.get();
        }
        Invoice invoice = numbered.apply(needsNumber ? Optional.of(++lastInvoice) : Optional.empty());
        invoices.add(invoice);
        return invoice;
    }

    @Override
    public synchronized List<CreditNote> creditNotes(TenantId tenant) {
        return notes.stream().filter(note -> note.tenant().equals(tenant)).toList();
    }

    @Override
    public synchronized Optional<CreditNote> add(int read, Function<Long, CreditNote> numbered, TenantId tenant) {
        if (creditNotes(tenant).size() != read) {
            return Optional.empty();
        }
        CreditNote note = numbered.apply(++lastNote);
        notes.add(note);
        return Optional.of(note);
    }

    @Override
    public synchronized boolean add(Refund refund) {
        return refunds.putIfAbsent(refund.event(), refund) == null;
    }

    @Override
    public synchronized List<Refund> refunds(TenantId tenant, String month) {
        return refunds.values().stream()
                .filter(refund ->
                        refund.tenant().equals(tenant) && refund.month().equals(month))
                .toList();
    }
}
