package farebox.billing.prepaid;

final class InMemoryBalancesTest extends BalancesContract {
    @Override
    protected Balances balances() {
        return new InMemoryBalances();
    }
}
