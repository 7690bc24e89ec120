package farebox.billing.invoice;

import static farebox.billing.invoice.Installation.ACME;
import static farebox.billing.invoice.Installation.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.UsageScans.Segment;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of scans does. */
public abstract class UsageScansContract {
    /** Empty, and new for each test. */
    protected abstract UsageScans scans();

    @Test
    void segments_areReadByScanTenantAndMonth() {
        UsageScans scans = scans();
        scans.write("a-1", new Segment(0, 20), usage("acme", "2026-08", 1));
        scans.write("a-1", new Segment(1, 20), usage("acme", "2026-08", 2));
        scans.write("a-1", new Segment(12, 20), usage("acme", "2026-08", 3));
        scans.write("a-1", new Segment(1, 20), usage("acme-2", "2026-08", 4));
        scans.write("a-1", new Segment(1, 20), usage("acme", "2026-09", 5));
        scans.write("a-12", new Segment(1, 20), usage("acme", "2026-08", 6));

        assertThat(scans.read("a-1", ACME, "2026-08"))
                .containsExactlyInAnyOrder(
                        usage("acme", "2026-08", 1), usage("acme", "2026-08", 2), usage("acme", "2026-08", 3));
        assertThat(scans.read("b-1", ACME, "2026-08")).isEmpty();
    }

    @Test
    void aSegmentThatIsReadAgain_replacesWhatItHad() {
        UsageScans scans = scans();
        scans.write("a-1", new Segment(0, 2), usage("acme", "2026-08", 1));
        scans.write("a-1", new Segment(0, 2), usage("acme", "2026-08", 2));

        assertThat(scans.read("a-1", ACME, "2026-08")).containsExactly(usage("acme", "2026-08", 2));
    }

    @Test
    void aSegmentThatIsNone_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new Segment(2, 2))
                .withMessageContaining("2");
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> new Segment(-1, 2));
    }

    private static FrozenUsage usage(String tenant, String month, long calls) {
        return new FrozenUsage(
                new TenantId(tenant),
                month,
                Instant.parse("2026-09-04T00:00:00Z"),
                List.of(new FrozenUsage.Part(
                        Instant.parse("2026-08-01T00:00:00Z"),
                        Instant.parse("2026-09-01T00:00:00Z"),
                        UsageQuantities.of(Meter.CALLS, SMALL, Quantity.of(calls)))));
    }
}
