package farebox.billing.alert;

import farebox.billing.alert.Webhook.Webhooks;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** AlertDeliveries and webhooks in memory. */
public final class InMemoryAlerts implements AlertDeliveries, Webhooks {
    private final TreeMap<String, AlertDelivery> deliveries = new TreeMap<>();
    private final Map<TenantId, Webhook> webhooks = new HashMap<>();

    @Override
    public boolean add(AlertDelivery delivery) {
        return deliveries.putIfAbsent(key(delivery), delivery) == null;
    }

    @Override
    public void update(AlertDelivery delivery) {
        deliveries.put(key(delivery), delivery);
    }

    @Override
    public List<AlertDelivery> recent(Instant now) {
        return deliveries.values().stream()
                .filter(delivery -> delivery.created().isAfter(now.minus(Duration.ofDays(28))))
                .toList();
    }

    @Override
    public Optional<Webhook> find(TenantId tenant) {
        return Optional.ofNullable(webhooks.get(tenant));
    }

    @Override
    public void set(TenantId tenant, Webhook webhook) {
        webhooks.put(tenant, webhook);
    }

    private static String key(AlertDelivery delivery) {
        return delivery.id() + "#" + delivery.channel();
    }
}
