package farebox.billing.invoice;

final class InMemoryInvoiceStoreTest extends InvoiceStoreContract {
    @Override
    protected InvoiceStore store() {
        return new InMemoryInvoiceStore();
    }
}
