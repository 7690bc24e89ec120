package farebox.access.apigateway;

import farebox.access.Tenant;
import farebox.access.UsageKeys;
import farebox.aws.AwsRequests;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.PlanName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;

/**
 * The usage plans that the template made. A tenant's usage key becomes the value of one API key of the gateway, named
 * after the tenant; such a key opens nothing, since the gateway reads keys from the authorizer only.
 */
public final class ApiGatewayUsageKeys implements UsageKeys {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final ApiGatewayClient client;
    private final Map<PlanName, String> usagePlanIds;

    /** @param usagePlanIds the gateway's id of each plan */
    public ApiGatewayUsageKeys(ApiGatewayClient client, Map<PlanName, String> usagePlanIds) {
        this.client = client;
        this.usagePlanIds = Map.copyOf(usagePlanIds);
    }

    @Override
    public void register(Tenant tenant) {
        String plan = Optional.ofNullable(usagePlanIds.get(tenant.plan())).orElseThrow(() -> noPlan(tenant.plan()));
        asked(() -> {
            String key = find(tenant).map(ApiKey::id).orElseGet(() -> create(tenant));
            if (!isOn(plan, key)) {
                client.createUsagePlanKey(
                        put -> put.usagePlanId(plan).keyId(key).keyType("API_KEY"));
            }
        });
    }

    @Override
    public void withdraw(Tenant tenant) {
        asked(() -> find(tenant).ifPresent(key -> client.deleteApiKey(delete -> delete.apiKey(key.id()))));
    }

    private Optional<ApiKey> find(Tenant tenant) {
        return client.getApiKeysPaginator(get -> get.nameQuery(name(tenant)).includeValues(true)).items().stream()
                .filter(key -> tenant.usageKey().value().equals(key.value()))
                .findFirst();
    }

    private String create(Tenant tenant) {
        return client.createApiKey(put -> put.name(name(tenant))
                        .description("Farebox counts the calls of tenant " + tenant.id() + " under this key")
                        .value(tenant.usageKey().value())
                        .enabled(true))
                .id();
    }

    private boolean isOn(String plan, String key) {
        try {
            client.getUsagePlanKey(get -> get.usagePlanId(plan).keyId(key));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static String name(Tenant tenant) {
        return "farebox-" + tenant.id();
    }

    private InvalidRequest noPlan(PlanName plan) {
        return new InvalidRequest(
                "there is no plan " + plan + "; the plans are " + new TreeSet<>(usagePlanIds.keySet()), "plan");
    }

    private static void asked(Runnable calls) {
        AwsRequests.run("the API gateway did not take the tenant's usage key; try again", () -> {
            try {
                calls.run();
            } catch (ConflictException e) {
                throw new Conflict("somebody else registers the same tenant; try again", DEFAULT_RETRY, e);
            }
        });
    }
}
