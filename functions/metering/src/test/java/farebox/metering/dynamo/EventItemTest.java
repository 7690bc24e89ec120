package farebox.metering.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.DataCorrupted;
import farebox.kernel.Meter;
import farebox.metering.Samples;
import farebox.metering.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class EventItemTest {
    private static final UsageEvent EVENT = Samples.event("r1", Samples.attempt(1));

    @Test
    void of_theLargestEventFitsOneWriteUnit() {
        assertThat(size(EventItem.of(Samples.largestEvent()))).isLessThanOrEqualTo(1024);
    }

    @Test
    void of_holdsNoPayloadAndNoMeterThatIsZero() {
        assertThat(EventItem.of(EVENT).keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "key",
                        "plan",
                        "kind",
                        "name",
                        "version",
                        "mc",
                        "mti",
                        "mbi",
                        "mbo",
                        "mcm",
                        "at",
                        "source",
                        "attempt",
                        "request",
                        "fingerprint",
                        "expiresAt");
    }

    @Test
    void meters_haveDistinctNames() {
        assertThat(EnumSet.allOf(Meter.class).stream().map(MeterAttributes::name))
                .doesNotHaveDuplicates();
    }

    @Test
    void read_isTheInverseOfOf() {
        assertThat(EventItem.read(EventItem.of(EVENT))).isEqualTo(EVENT);
        assertThat(EventItem.read(EventItem.of(Samples.largestEvent()))).isEqualTo(Samples.largestEvent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "attempt", "key", "plan", "kind", "name", "version", "source", "at", "expiresAt"})
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
        "mti, -1",
        "mti, 1.5",
        "mc, 99999999999999999999",
        "mcm, 1099511627777",
        "kind, oracle",
        "source, rumour",
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
