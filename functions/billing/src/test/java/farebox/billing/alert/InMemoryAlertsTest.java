package farebox.billing.alert;

final class InMemoryAlertsTest extends AlertStoreContract<InMemoryAlerts> {
    @Override
    protected InMemoryAlerts store() {
        return new InMemoryAlerts();
    }
}
