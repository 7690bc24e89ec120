package farebox.billing.invoice;

import farebox.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Does what another store does, for tests that change single methods. */
class ForwardingInvoiceStore implements InvoiceStore {
    private final InvoiceStore store;

    ForwardingInvoiceStore(InvoiceStore store) {
        this.store = store;
    }

    @Override
    public Optional<Invoice> find(TenantId tenant, String month) {
        return store.find(tenant, month);
    }

    @Override
    public List<Invoice> list(Optional<TenantId> tenant) {
        return store.list(tenant);
    }

    @Override
    public Invoice add(Invoice draft, boolean needsNumber, Function<Optional<Long>, Invoice> numbered) {
        return store.add(draft, needsNumber, numbered);
    }

    @Override
    public Optional<FrozenUsage> frozen(TenantId tenant, String month) {
        return store.frozen(tenant, month);
    }

    @Override
    public void freeze(FrozenUsage usage) {
        store.freeze(usage);
    }

    @Override
    public List<CreditNote> creditNotes(TenantId tenant) {
        return store.creditNotes(tenant);
    }

    @Override
    public Optional<CreditNote> add(int read, Function<Long, CreditNote> numbered, TenantId tenant) {
        return store.add(read, numbered, tenant);
    }

    @Override
    public boolean add(Refund refund) {
        return store.add(refund);
    }

    @Override
    public List<Refund> refunds(TenantId tenant, String month) {
        return store.refunds(tenant, month);
    }
}
