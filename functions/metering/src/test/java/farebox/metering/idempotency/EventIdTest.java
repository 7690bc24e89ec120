package farebox.metering.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.RequestId;
import farebox.metering.Samples;
import org.junit.jupiter.api.Test;

final class EventIdTest {
    private static final String OPERATION = "POST /v1/embeddings";

    @Test
    void ofKey_hasAFixedLength() {
        EventId shortKey = EventId.ofKey(Samples.ACME, OPERATION, new IdempotencyKey("k"));
        EventId longKey = EventId.ofKey(Samples.ACME, OPERATION, new IdempotencyKey("k".repeat(255)));

        assertThat(shortKey.local()).hasSameSizeAs(longKey.local()).isNotEqualTo(longKey.local());
        assertThat(EventId.parse(shortKey.value())).isEqualTo(shortKey);
    }

    @Test
    void ids_ofDifferentKindsNeverCollide() {
        EventId request = EventId.ofRequest(Samples.ACME, new RequestId("job-1"));
        EventId key = EventId.ofKey(Samples.ACME, OPERATION, new IdempotencyKey("job-1"));
        EventId work = EventId.ofWork(Samples.ACME, new WorkName("job-1"));

        assertThat(request.local()).startsWith("r-");
        assertThat(key.local()).startsWith("k-");
        assertThat(work.local()).startsWith("w-");
    }

    @Test
    void parse_refusesWhatIsNoEventId() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> EventId.parse("acme"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> EventId.parse("acme#"));
    }
}
