package farebox.billing.dynamo;

import farebox.billing.alert.AlertStoreContract;

final class DynamoAlertsTest extends AlertStoreContract<DynamoAlerts> {
    @Override
    protected DynamoAlerts store() {
        return new DynamoAlerts(new FakeDynamo(), "balances");
    }
}
