package farebox.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.metering.idempotency.WorkName;
import farebox.metering.memory.InMemoryUsageLedger;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RecordUsageTest {
    private static final WorkName JOB = new WorkName("training/job-1");

    private final InMemoryUsageLedger ledger = new InMemoryUsageLedger();
    private final RecordUsage recordUsage =
            new RecordUsage(ledger, MeteringPolicy.DEFAULT, new SplittableRandom(1), CallPayment.LATER);

    @Test
    void run_appendsAnEventWithoutARequest() {
        Usage usage = Samples.usage(Amounts.of(Meter.TRAINING_SECONDS, 90));

        assertThat(recordUsage.run(JOB, usage, Samples.DEADLINE)).isEqualTo(usage);

        assertThat(ledger.all()).singleElement().satisfies(event -> {
            assertThat(event.usage()).isEqualTo(usage);
            assertThat(event.id().local()).startsWith("w-");
            assertThat(event.idempotency().response()).isEmpty();
            assertThat(event.expiresAt()).isEqualTo(Instant.parse("2026-09-15T10:05:07Z"));
        });
    }

    @Test
    void run_repeatedWorkIsBilledOnceAsItWasRecordedFirst() {
        Usage first = Samples.usage(Amounts.of(Meter.TRAINING_SECONDS, 90));
        recordUsage.run(JOB, first, Samples.DEADLINE);

        Usage again = recordUsage.run(JOB, Samples.usage(Amounts.of(Meter.TRAINING_SECONDS, 91)), Samples.DEADLINE);

        assertThat(again).isEqualTo(first);
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void run_workOfAnotherNameIsBilledToo() {
        recordUsage.run(JOB, Samples.usage(Samples.CALL), Samples.DEADLINE);
        recordUsage.run(new WorkName("batch/b-1/row-1"), Samples.usage(Samples.CALL), Samples.DEADLINE);

        assertThat(ledger.all()).hasSize(2);
    }

    @Test
    void workName_isShortVisibleAscii() {
        for (String bad : new String[] {"", "a b", "\u00e4", "w".repeat(129)}) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new WorkName(bad));
        }
    }
}
