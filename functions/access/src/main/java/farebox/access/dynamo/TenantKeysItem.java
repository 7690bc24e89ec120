package farebox.access.dynamo;

import farebox.access.KeyDigest;
import farebox.access.KeyState;
import farebox.access.Revision;
import farebox.access.StoredKey;
import farebox.access.Tenant;
import farebox.access.TenantKeys;
import farebox.access.UsageKey;
import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Key rings to and from items. An item that is no ring of ours is {@link DataCorrupted}. */
final class TenantKeysItem {
    static final String ID = "id";
    static final String TENANT_PREFIX = "tenant#";

    private static final String LIVE = "live";
    private static final String EXPIRING = "expiring";
    private static final String REVOKED = "revoked";

    private TenantKeysItem() {}

    static String id(TenantId tenant) {
        return TENANT_PREFIX + tenant;
    }

    static String id(KeyId key) {
        return "key#" + key;
    }

    static Map<String, AttributeValue> pointer(StoredKey key) {
        return Map.of(ID, text(id(key.id())), "tenant", text(key.tenant().value()));
    }

    static TenantId pointedAt(Map<String, AttributeValue> pointer) {
        return reading(pointer, () -> new TenantId(text(pointer, "tenant")));
    }

    static Map<String, AttributeValue> item(TenantKeys ring) {
        Map<String, AttributeValue> keys = new LinkedHashMap<>();
        ring.keys().forEach(key -> keys.put(key.id().value(), AttributeValue.fromM(item(key))));
        Tenant tenant = ring.tenant();
        return Map.of(
                ID,
                text(id(tenant.id())),
                "plan",
                text(tenant.plan().value()),
                "usageKey",
                text(tenant.usageKey().value()),
                "created",
                text(tenant.created().toString()),
                "revision",
                AttributeValue.fromN(Long.toString(ring.revision().number())),
                "keys",
                AttributeValue.fromM(keys));
    }

    static TenantKeys ring(Map<String, AttributeValue> item) {
        return reading(item, () -> {
            Tenant tenant = tenant(item);
            List<StoredKey> keys = map(item, "keys").entrySet().stream()
                    .map(key -> key(
                            tenant.id(), new KeyId(key.getKey()), key.getValue().m()))
                    .sorted(TenantKeysItem::byAge)
                    .toList();
            return new TenantKeys(
                    tenant,
                    keys,
                    new Revision(Long.parseLong(present(value(item, "revision").n(), "revision"))));
        });
    }

    /** Not by the factories of Comparator: they give serializable lambdas, which no archive of classes holds. */
    private static int byAge(StoredKey one, StoredKey other) {
        int age = one.created().compareTo(other.created());
        return age == 0 ? one.id().value().compareTo(other.id().value()) : age;
    }

    private static Tenant tenant(Map<String, AttributeValue> item) {
        return new Tenant(
                new TenantId(text(item, ID).substring(TENANT_PREFIX.length())),
                new PlanName(text(item, "plan")),
                new UsageKey(text(item, "usageKey")),
                Instant.parse(text(item, "created")));
    }

    private static Map<String, AttributeValue> item(StoredKey key) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put("scope", text(key.scope().name().toLowerCase(Locale.ROOT)));
        item.put(
                "digest",
                AttributeValue.fromB(SdkBytes.fromByteArray(key.digest().bytes())));
        item.put("created", text(key.created().toString()));
        switch (key.state()) {
            case KeyState.Live live -> item.put("state", text(LIVE));
            case KeyState.Expiring expiring -> {
                item.put("state", text(EXPIRING));
                item.put("at", text(expiring.at().toString()));
            }
            case KeyState.Revoked revoked -> {
                item.put("state", text(REVOKED));
                item.put("at", text(revoked.at().toString()));
            }
        }
        return item;
    }

    private static StoredKey key(TenantId tenant, KeyId id, Map<String, AttributeValue> item) {
        return new StoredKey(
                id,
                tenant,
                Scope.valueOf(text(item, "scope").toUpperCase(Locale.ROOT)),
                KeyDigest.of(present(value(item, "digest").b(), "digest").asByteArray()),
                Instant.parse(text(item, "created")),
                state(item));
    }

    private static KeyState state(Map<String, AttributeValue> item) {
        String state = text(item, "state");
        return switch (state) {
            case LIVE -> new KeyState.Live();
            case EXPIRING -> new KeyState.Expiring(Instant.parse(text(item, "at")));
            case REVOKED -> new KeyState.Revoked(Instant.parse(text(item, "at")));
            default -> throw new IllegalArgumentException("no key is " + state);
        };
    }

    private interface Reading<T> {
        T read();
    }

    /** An {@link InvalidRequest} in here would blame the caller for what is stored. */
    private static <T> T reading(Map<String, AttributeValue> item, Reading<T> reading) {
        try {
            return reading.read();
        } catch (InvalidRequest | IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            throw new DataCorrupted("the stored record " + item.get(ID) + " is damaged", e);
        }
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return present(value(item, name).s(), name);
    }

    private static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
        AttributeValue value = value(item, name);
        return present(value.hasM() ? value.m() : null, name);
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        return present(item.get(name), name);
    }

    /** The SDK gives null for a value of another type. */
    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("there is no " + name + " of the right type");
        }
        return value;
    }
}
