package farebox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordKeyTest {
    private static final RecordKey KEY = new RecordKey(
            new TenantId("acme"),
            new ModelName("iris"),
            new ModelVersion("v1"),
            Instant.parse("2026-11-27T01:02:03.456Z"),
            "ab-12");

    @Test
    void aKey_liesInTheHourOfItsEnd() {
        assertThat(KEY.toString())
                .isEqualTo("monitoring/2026-11-27T01/acme/iris/v1/1795741323456-ab-12.json")
                .startsWith(RecordKey.hour(Instant.parse("2026-11-27T01:59:59Z")));
    }

    @Test
    void aKeyThatIsWritten_isReadAsTheSame() {
        assertThat(RecordKey.parse(KEY.toString())).contains(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "monitoring/drift/acme/iris.json", "monitoring/2026-11-27T01/acme/iris/v1/x.json"})
    void anotherKey_isNoneOfARecord(String key) {
        assertThat(RecordKey.parse(key)).isEmpty();
    }
}
