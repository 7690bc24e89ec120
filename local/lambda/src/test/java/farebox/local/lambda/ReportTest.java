package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.lambda.FunctionDefinition.Start;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Duration RUN = Duration.ofNanos(12_340_000);
    private static final Duration BEGINNING = Duration.ofNanos(345_678_000);

    @Test
    void line_ofALaterInvocation() {
        assertThat(new Report("id", RUN, Start.ON_DEMAND, Duration.ZERO, 512, 98, "").line())
                .isEqualTo("REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB"
                        + "\tMax Memory Used: 98 MB\t");
    }

    @Test
    void line_ofTheFirstInvocationBillsTheInitialization() {
        assertThat(new Report("id", RUN, Start.ON_DEMAND, BEGINNING, 512, 98, "").line())
                .isEqualTo("REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 359 ms\tMemory Size: 512 MB"
                        + "\tMax Memory Used: 98 MB\tInit Duration: 345.68 ms\t");
    }

    @Test
    void line_ofTheFirstInvocationAfterASnapshotBillsTheRestorationByItself() {
        assertThat(new Report("id", RUN, Start.SNAP_START, BEGINNING, 512, 98, "").line())
                .isEqualTo("REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB"
                        + "\tMax Memory Used: 98 MB\tRestore Duration: 345.68 ms\tBilled Restore Duration: 346 ms\t");
    }

    @Test
    void line_endsWithTheStatusAndLeavesOutMemoryThatIsNotKnown() {
        assertThat(new Report("id", RUN, Start.ON_DEMAND, Duration.ZERO, 512, 0, "Status: timeout").line())
                .isEqualTo("REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB"
                        + "\tStatus: timeout");
    }
}
