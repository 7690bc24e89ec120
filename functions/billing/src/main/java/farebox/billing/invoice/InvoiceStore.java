package farebox.billing.invoice;

import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Frozen usage, closed invoices and credit notes; none is ever changed. */
public interface InvoiceStore {
    /** @throws Unavailable if the store does not answer */
    Optional<Invoice> find(TenantId tenant, String month);

    /**
     * Of one tenant or of all, by month.
     *
     * @throws Unavailable if the store does not answer
     */
    List<Invoice> list(Optional<TenantId> tenant);

    /**
     * Stores an invoice unless there is one for its tenant and month. Number and invoice are stored together, so that
     * numbers have no gaps.
     *
     * @param numbered the invoice with the number given; not called if it needs none
     * @return the invoice that is stored now, be it this one or an earlier one
     * @throws Unavailable if it is not known whether it was stored
     */
    Invoice add(Invoice draft, boolean needsNumber, Function<Optional<Long>, Invoice> numbered);

    /** @throws Unavailable if the store does not answer */
    Optional<FrozenUsage> frozen(TenantId tenant, String month);

    /**
     * Stores frozen usage unless there is some for its tenant and month.
     *
     * @throws Unavailable if it is not known whether it was stored
     */
    void freeze(FrozenUsage usage);

    /** @throws Unavailable if the store does not answer */
    List<CreditNote> creditNotes(TenantId tenant);

    /**
     * Stores a credit note unless the tenant's notes have changed since they were read.
     *
     * @param read how many notes the tenant had
     * @return the note with its number; empty if another was stored in between
     * @throws Unavailable if it is not known whether it was stored
     */
    Optional<CreditNote> add(int read, Function<Long, CreditNote> numbered, TenantId tenant);

    /**
     * Stores a refund unless there is one of its event.
     *
     * @throws Unavailable if it is not known whether it was stored
     */
    boolean add(Refund refund);

    /**
     * Of the invoice of one month.
     *
     * @throws Unavailable if the store does not answer
     */
    List<Refund> refunds(TenantId tenant, String month);
}
