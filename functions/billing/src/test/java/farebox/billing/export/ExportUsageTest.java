package farebox.billing.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.billing.export.ExportUsage.Request;
import farebox.billing.json.ExportFormats;
import farebox.billing.usage.AggregateHours;
import farebox.kernel.Amounts;
import farebox.kernel.InvalidRequest;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import farebox.metering.Resource;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.ShardId;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import farebox.metering.rollup.UsageAggregates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportUsageTest {
    private static final Instant TEN = Instant.parse("2026-08-20T10:00:00Z");
    private static final Instant NOON = Instant.parse("2026-08-20T12:00:00Z");
    private static final TenantId ACME = new TenantId("acme");

    private final Hours hours = new Hours();
    private Instant now = Instant.parse("2026-08-20T12:30:00Z");
    private final ExportUsage export = new ExportUsage(new AggregateHours(hours), () -> now);

    @Test
    void stripe_hasOneEventForTenantMeterModelAndHour_overAllKeys() throws JsonProcessingException {
        hours.add(TEN, "acme", "small", "key00001", 7);
        hours.add(TEN, "acme", "small", "key00002", 3);
        hours.add(TEN.plusSeconds(3600), "beta", "small", "key00003", 1);

        List<String> lines = export.run(request(Map.of(ACME, "cus_1")), ExportFormats.stripe());

        assertThat(lines).hasSize(2);
        JsonNode event = new ObjectMapper().readTree(lines.getFirst());
        assertThat(event.path("event_name").asText()).isEqualTo("farebox_calls");
        assertThat(event.path("timestamp").asLong()).isEqualTo(TEN.getEpochSecond());
        assertThat(event.path("identifier").asText()).hasSize(64);
        assertThat(event.path("payload").toString())
                .isEqualTo("{\"stripe_customer_id\":\"cus_1\",\"value\":\"10\",\"model\":\"small\"}");
        assertThat(lines.getLast()).contains("\"stripe_customer_id\":\"beta\"");
        assertThat(export.run(request(Map.of(ACME, "cus_1")), ExportFormats.stripe()))
                .isEqualTo(lines);
    }

    @Test
    void marketplace_hasOneRecordForCustomerDimensionAndHour_and25InACall() throws JsonProcessingException {
        for (int i = 0; i < 30; i++) {
            hours.add(TEN, "tenant-" + i, "small", "key00001", 2);
            hours.add(TEN, "tenant-" + i, "large", "key00001", 3);
        }

        List<String> calls = export.run(request(Map.of()), ExportFormats.marketplace("product"));

        assertThat(calls).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(calls.getFirst());
        assertThat(first.path("ProductCode").asText()).isEqualTo("product");
        assertThat(first.path("UsageRecords")).hasSize(25);
        assertThat(first.path("UsageRecords").get(0).toString())
                .isEqualTo("{\"Timestamp\":1787220000,\"CustomerIdentifier\":\"tenant-0\",\"Dimension\":\"calls\","
                        + "\"Quantity\":5}");
        assertThat(new ObjectMapper().readTree(calls.getLast()).path("UsageRecords"))
                .hasSize(5);
    }

    @Test
    void marketplace_refusesAQuantityThatItCannotTake() {
        hours.add(TEN, "acme", "small", "key00001", 1L << 31);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> export.run(request(Map.of()), ExportFormats.marketplace("product")))
                .withMessageContainingAll("acme", "calls", "2147483648");
    }

    @Test
    void cloudEvents_areOfVersionOne() {
        hours.add(TEN, "acme", "small", "key00001", 7);

        assertThat(export.run(request(Map.of()), ExportFormats.cloudEvents()))
                .singleElement()
                .asString()
                .contains(
                        "\"specversion\":\"1.0\"",
                        "\"type\":\"farebox.usage\"",
                        "\"subject\":\"acme\"",
                        "\"time\":\"2026-08-20T10:00:00Z\"",
                        "\"data\":{\"meter\":\"calls\",\"model\":\"small\",\"quantity\":7}");
    }

    @Test
    void hoursThatHaveNotSettled_areRefused() {
        now = Instant.parse("2026-08-20T12:09:59Z");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> export.run(request(Map.of()), ExportFormats.stripe()))
                .withMessageContaining("2026-08-20T12:10:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-20T10:00:00Z, 2026-08-20T10:00:00Z",
        "2026-08-20T10:00:00Z, 2026-08-20T09:00:00Z",
        "2026-08-20T10:30:00Z, 2026-08-20T11:00:00Z"
    })
    void aSpanThatIsNoHours_isRefused(Instant start, Instant end) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> new Request(start, end, Map.of()));
    }

    private static Request request(Map<TenantId, String> customers) {
        return new Request(TEN, NOON, customers);
    }

    /** Aggregates of calls. */
    private static final class Hours implements UsageAggregates {
        private final List<Aggregate> aggregates = new ArrayList<>();

        void add(Instant hour, String tenant, String model, String key, long calls) {
            aggregates.add(new Aggregate(
                    new AggregateKey(
                            Resolution.HOUR,
                            hour,
                            new TenantId(tenant),
                            Resource.model("public/" + model, "1"),
                            new KeyId(key),
                            ShardId.SINGLE),
                    Amounts.of(Meter.CALLS, calls)));
        }

        @Override
        public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
            throw new UnsupportedOperationException("exports add nothing");
        }

        @Override
        public void quarantine(QuarantinedRecord record) {
            throw new UnsupportedOperationException("exports set nothing aside");
        }

        @Override
        public void read(Span span, Consumer<Aggregate> each) {
            aggregates.stream()
                    .filter(aggregate -> !aggregate.key().start().isBefore(span.start())
                            && aggregate.key().start().isBefore(span.end()))
                    .forEach(each);
        }
    }
}
