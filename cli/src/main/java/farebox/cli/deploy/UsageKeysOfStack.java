package farebox.cli.deploy;

import farebox.cli.operator.Stack;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;

/** The gateway's API keys on a stack's plans: made for tenants, not by the template, so no stack deletes them. */
final class UsageKeysOfStack {
    private final ApiGatewayClient client;

    UsageKeysOfStack(ApiGatewayClient client) {
        this.client = client;
    }

    /** To be asked while the plans are there. */
    List<String> ids(Stack stack) {
        List<String> ids = new ArrayList<>();
        for (String plan : stack.usagePlans().values()) {
            client.getUsagePlanKeysPaginator(of -> of.usagePlanId(plan)).items().stream()
                    .map(key -> key.id())
                    .forEach(ids::add);
        }
        return ids;
    }

    /** @return how many were still there */
    int remove(List<String> ids) {
        int removed = 0;
        for (String id : ids) {
            removed += isRemoved(id) ? 1 : 0;
        }
        return removed;
    }

    private boolean isRemoved(String id) {
        try {
            client.deleteApiKey(of -> of.apiKey(id));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
