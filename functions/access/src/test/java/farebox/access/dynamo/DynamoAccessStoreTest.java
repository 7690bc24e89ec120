package farebox.access.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.access.AccessStore;
import farebox.access.AccessStoreContract;
import farebox.access.KeyDigest;
import farebox.access.KeyState;
import farebox.access.StoredKey;
import farebox.access.Tenant;
import farebox.access.TenantKeys;
import farebox.access.UsageKey;
import farebox.kernel.DataCorrupted;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoAccessStoreTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Tenant TENANT =
            new Tenant(ACME, new PlanName("free"), new UsageKey("u".repeat(40)), Instant.EPOCH);

    private final FakeDynamo dynamo = new FakeDynamo("access");
    private final DynamoAccessStore store = new DynamoAccessStore(dynamo, "access");

    @Nested
    class Contract extends AccessStoreContract {
        @Override
        public AccessStore emptyStore() {
            return new DynamoAccessStore(new FakeDynamo("access"), "access");
        }
    }

    @Test
    void everyMethod_dynamoSilent_isUnavailable() {
        TenantKeys keys = TenantKeys.of(TENANT);
        dynamo.fallSilent();

        List<Runnable> calls = List.of(
                () -> store.add(TENANT),
                () -> store.ring(ACME),
                () -> store.ringOf(new KeyId("abcdefgh")),
                store::tenants,
                () -> store.replace(keys, keys));
        assertThat(calls)
                .allSatisfy(call -> assertThatExceptionOfType(Unavailable.class).isThrownBy(call::run));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "usageKey", "created", "revision", "keys"})
    void ring_attributeOfAnotherType_isCorrupt(String attribute) {
        Map<String, AttributeValue> item = new HashMap<>(TenantKeysItem.item(TenantKeys.of(TENANT)));
        item.put(attribute, AttributeValue.fromBool(true));
        dynamo.put(item);

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> store.ring(ACME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "digest", "created", "state", "at"})
    void ring_keyWithoutAnAttribute_isCorrupt(String attribute) {
        Map<String, AttributeValue> item = new HashMap<>(TenantKeysItem.item(ringWithOneKey()));
        Map<String, AttributeValue> key = new HashMap<>(item.getOrDefault("keys", AttributeValue.fromNul(true))
                .m()
                .values()
                .iterator()
                .next()
                .m());
        key.remove(attribute);
        item.put("keys", AttributeValue.fromM(Map.of("abcdefgh", AttributeValue.fromM(key))));
        dynamo.put(item);

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> store.ring(ACME));
    }

    @Test
    void ring_valueThatNobodyWrites_isCorrupt() {
        Map<String, AttributeValue> item = new HashMap<>(TenantKeysItem.item(TenantKeys.of(TENANT)));
        item.put("plan", AttributeValue.fromS("NOT A PLAN"));
        dynamo.put(item);

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> store.ring(ACME));
    }

    private static TenantKeys ringWithOneKey() {
        StoredKey key = new StoredKey(
                new KeyId("abcdefgh"),
                ACME,
                Scope.INVOKE,
                KeyDigest.of(new byte[32]),
                Instant.EPOCH,
                new KeyState.Expiring(Instant.EPOCH));
        return new TenantKeys(TENANT, List.of(key), TenantKeys.of(TENANT).revision());
    }
}
