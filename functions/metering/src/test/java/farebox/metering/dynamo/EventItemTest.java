package farebox.metering.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.PlanName;
import farebox.kernel.RequestId;
import farebox.kernel.TenantId;
import farebox.kernel.TokenCount;
import farebox.metering.EventId;
import farebox.metering.IdempotencyKey;
import farebox.metering.Quantities;
import farebox.metering.ResponseKey;
import farebox.metering.Samples;
import farebox.metering.StoredResponse;
import farebox.metering.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class EventItemTest {
    private static final UsageEvent EVENT = Samples.event("r1", Samples.attempt(1));

    @Test
    void of_theLargestEventFitsOneWriteUnit() {
        assertThat(size(EventItem.of(largest()))).isLessThanOrEqualTo(1024);
    }

    @Test
    void of_holdsNoPayload() {
        assertThat(EventItem.of(EVENT).keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "tenant",
                        "attempt",
                        "key",
                        "plan",
                        "model",
                        "version",
                        "calls",
                        "inputTokens",
                        "outputTokens",
                        "inputBytes",
                        "outputBytes",
                        "computeMs",
                        "at",
                        "fingerprint",
                        "request",
                        "expiresAt");
    }

    @Test
    void read_isTheInverseOfOf() {
        assertThat(EventItem.read(EventItem.of(EVENT))).isEqualTo(EVENT);
        assertThat(EventItem.read(EventItem.of(largest()))).isEqualTo(largest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "attempt", "key", "plan", "model", "calls", "inputTokens", "at", "expiresAt"})
    void read_aMissingAttributeIsCorrupt(String name) {
        Map<String, AttributeValue> item = new HashMap<>(EventItem.of(EVENT));
        item.remove(name);

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> EventItem.read(item))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "id, no-separator",
        "id, Not A Tenant#r-1",
        "key, short",
        "inputTokens, -1",
        "inputTokens, 1.5",
        "calls, 99999999999999999999",
        "computeMs, 1099511627777",
        "at, yesterday",
        "fingerprint, 00",
        "expiresAt, never"
    })
    void read_aMalformedAttributeIsCorruptAndNotRepeated(String name, String value) {
        Map<String, AttributeValue> item = new HashMap<>(EventItem.of(EVENT));
        item.put(name, AttributeValue.fromS(value));

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> EventItem.read(item))
                .withMessageContaining(name)
                .withMessageNotContaining(value);
    }

    private static UsageEvent largest() {
        String longest = "a".repeat(63);
        EventId id = EventId.of(new TenantId(longest), "POST /v1/embeddings", new IdempotencyKey("k"));
        ResponseKey key = new ResponseKey("answers/" + longest + "/" + id.local() + "/"
                + Samples.attempt(1).value());
        return new UsageEvent(
                id,
                Samples.attempt(1),
                Samples.KEY,
                new PlanName(longest),
                longest,
                longest,
                new Quantities(
                        1,
                        new TokenCount(99_999_999),
                        new TokenCount(99_999_999),
                        new ByteCount(99_999_999),
                        new ByteCount(99_999_999),
                        Duration.ofMillis(99_999_999)),
                Samples.NOW,
                Samples.BODY,
                new RequestId("r".repeat(36)),
                Optional.of(new StoredResponse(key, Samples.BODY)),
                EVENT.expiresAt());
    }

    /** As DynamoDB counts it: names and texts in UTF-8, numbers one byte for two digits and one more. */
    private static int size(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(entry -> bytes(entry.getKey())
                        + (entry.getValue().n() == null
                                ? bytes(entry.getValue().s())
                                : (entry.getValue().n().length() + 1) / 2 + 1))
                .sum();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
