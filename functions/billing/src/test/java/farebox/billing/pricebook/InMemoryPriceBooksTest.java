package farebox.billing.pricebook;

final class InMemoryPriceBooksTest extends PriceBooksContract {
    @Override
    protected PriceBooks books() {
        return new InMemoryPriceBooks();
    }
}
