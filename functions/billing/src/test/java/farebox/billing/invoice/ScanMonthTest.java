package farebox.billing.invoice;

import static farebox.billing.invoice.Installation.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.dynamo.UsageScansTestAccess;
import farebox.billing.invoice.UsageScans.Segment;
import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Unavailable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScanMonthTest {
    @Nested
    final class InMemory extends UsageScansContract {
        @Override
        protected UsageScans scans() {
            return new InMemoryUsageScans();
        }
    }

    @Nested
    final class Dynamo extends UsageScansContract {
        @Override
        protected UsageScans scans() {
            return UsageScansTestAccess.inFakeDynamo();
        }
    }

    private final Installation installation = new Installation()
            .price("2026-07-01T00:00:00Z", "0.05")
            .price("2026-08-10T00:00:00Z", "0.07")
            .calls("2026-08-02T10:00:00Z", 7)
            .calls("2026-08-09T23:59:59Z", 2)
            .calls("2026-08-10T00:00:00Z", 11)
            .calls("2026-08-31T23:59:59Z", 13)
            .calls("2026-09-01T00:00:00Z", 100)
            .at("2026-09-04T00:00:00Z");
    private final ScanMonth scanMonth = installation.scanMonth();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void aMonthThatIsScannedInSegments_isFrozenAsInOnePass(int segments) {
        scan("s-1", segments);
        scanMonth.freeze("s-1", "2026-08");
        FrozenUsage scanned = installation.store.frozen(ACME, "2026-08").orElseThrow();

        Installation again = new Installation()
                .price("2026-07-01T00:00:00Z", "0.05")
                .price("2026-08-10T00:00:00Z", "0.07")
                .at("2026-09-04T00:00:00Z");
        again.log.putAll(installation.log);
        again.sums.putAll(installation.sums);
        again.invoices().close(ACME, "2026-08");
        assertThat(scanned).isEqualTo(again.store.frozen(ACME, "2026-08").orElseThrow());
    }

    @Test
    void aSegmentThatIsReadTwice_countsOnce() {
        scan("s-1", 3);
        scanMonth.run("s-1", "2026-08", new Segment(1, 3));

        assertThat(scanMonth.freeze("s-1", "2026-08")).containsExactly(ACME);
    }

    @Test
    void aSegmentThatIsMissing_isNotFrozenOver() {
        scanMonth.run("s-1", "2026-08", new Segment(0, 2));

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> scanMonth.freeze("s-1", "2026-08"));
        assertThat(installation.store.frozen(ACME, "2026-08")).isEmpty();
    }

    @Test
    void usageThatCameAfterTheScan_isInTheNext() {
        scan("s-1", 2);
        installation.calls("2026-08-20T00:00:00Z", 1);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> scanMonth.freeze("s-1", "2026-08"));

        scan("s-2", 2);

        assertThat(scanMonth.freeze("s-2", "2026-08")).containsExactly(ACME);
    }

    @Test
    void anOpenMonth_isNotFrozen() {
        installation.at("2026-09-03T23:59:59Z");
        scan("s-1", 1);

        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> scanMonth.freeze("s-1", "2026-08"));
    }

    @Test
    void aScanUnderOtherPrices_isNotTaken() {
        scan("s-1", 1);
        installation.price("2026-08-20T00:00:00Z", "0.09");

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> scanMonth.freeze("s-1", "2026-08"));
    }

    @Test
    void aFrozenMonth_isNotReadAgain() {
        scan("s-1", 1);
        scanMonth.freeze("s-1", "2026-08");
        installation.log.clear();

        scan("s-2", 1);

        assertThat(scanMonth.freeze("s-2", "2026-08")).containsExactly(ACME);
    }

    private void scan(String name, int segments) {
        for (int i = 0; i < segments; i++) {
            scanMonth.run(name, "2026-08", new Segment(i, segments));
        }
    }
}
