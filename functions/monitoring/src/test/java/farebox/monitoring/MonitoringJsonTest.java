package farebox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import farebox.kernel.DataCorrupted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MonitoringJsonTest {
    @Test
    void aRecordThatIsWrittenAndRead_isTheSame() {
        CallRecord calls = record(1_000, 3);

        CallRecord read = MonitoringJson.calls(MonitoringJson.write(calls));

        assertThat(read.requests()).isEqualTo(1_003);
        assertThat(read.errors()).isEqualTo(3);
        assertThat(read.milliseconds().quantile(0.5))
                .isEqualTo(calls.milliseconds().quantile(0.5));
        assertThat(read.distributions().inputs().columns().keySet()).containsExactly("colour", "height");
        assertThat(height(read).missing()).isEqualTo(100);
        assertThat(MonitoringJson.write(read)).isEqualTo(MonitoringJson.write(calls));
    }

    @Test
    void mergedRecords_holdWhatBothHeld() {
        CallRecord both = record(1_000, 1);
        both.merge(record(3_000, 2));

        assertThat(both.requests()).isEqualTo(4_003);
        assertThat(both.errors()).isEqualTo(3);
        assertThat(both.distributions().rows()).isEqualTo(4_000);
        assertThat(height(both).missing()).isEqualTo(400);
        assertThat(height(both).quantile(0.5)).isCloseTo(0, within(0.15));
    }

    @Test
    void aText_isKeptAsADigestAlone() {
        ModelDistributions distributions = ModelDistributions.empty();
        distributions.inputs().addText("name", "Erika Mustermann");

        assertThat(new String(MonitoringJson.write(distributions), StandardCharsets.UTF_8))
                .doesNotContain("Erika", "Mustermann");
    }

    @Test
    void manyCalls_takeFewBytes() {
        assertThat(MonitoringJson.write(record(100_000, 0))).hasSizeLessThan(20_000);
    }

    @Test
    void beyondAHundredCategories_theRestIsCountedTogether() {
        CategoryDistribution categories = new CategoryDistribution();
        for (int i = 0; i < 250; i++) {
            categories.add("category " + i);
        }

        assertThat(categories.counts()).hasSize(100);
        assertThat(categories.others()).isEqualTo(150);
        assertThat(categories.count()).isEqualTo(250);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"milliseconds\":{\"missing\":0,\"sketch\":\"AAAA\"}}",
                "{\"milliseconds\":{\"missing\":0,\"sketch\":\"!\"}}",
                "{\"milliseconds\":{\"counts\":{}}}"
            })
    void whatIsNoRecord_isSaidToBeCorrupted(String json) {
        assertThatThrownBy(() -> MonitoringJson.calls(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DataCorrupted.class);
    }

    private static NumberDistribution height(CallRecord calls) {
        return calls.distributions().inputs().columns().values().stream()
                .filter(NumberDistribution.class::isInstance)
                .map(NumberDistribution.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static CallRecord record(int calls, int errors) {
        Random random = new Random(calls);
        CallRecord record = new CallRecord();
        for (int i = 0; i < calls; i++) {
            record.succeeded(Duration.ofMillis(random.nextInt(5, 50)));
            ModelDistributions distributions = record.distributions();
            distributions.inputs().addNumber("height", i % 10 == 0 ? Double.NaN : random.nextGaussian());
            distributions.inputs().addText("colour", i % 3 == 0 ? "red" : "");
            distributions.addLabel("a", random.nextDouble());
        }
        for (int i = 0; i < errors; i++) {
            record.failed();
        }
        return record;
    }
}
