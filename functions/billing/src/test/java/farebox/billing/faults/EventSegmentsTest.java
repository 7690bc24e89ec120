package farebox.billing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.dynamo.DynamoEventLog;
import farebox.billing.invoice.EventLog.MeteredEvent;
import farebox.billing.invoice.UsageScans.Segment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Events that calls recorded, as a close reads them in segments. */
final class EventSegmentsTest {
    private static final int CALLS = 40;
    private static final int SEGMENTS = 8;

    @TempDir
    private Path folder;

    @Test
    void segments_haveEveryEventOnce() throws Exception {
        try (Tables tables = new Tables(folder);
                DynamoDbClient dynamo = Tables.client(tables.endpoint())) {
            SampleCalls calls = new SampleCalls(dynamo, false);
            for (int i = 0; i < CALLS; i++) {
                calls.once("request-" + i);
            }
            DynamoEventLog log = new DynamoEventLog(dynamo, Tables.EVENTS);

            List<MeteredEvent> whole = new ArrayList<>();
            log.read(Optional.empty(), Tables.NOW, Tables.NOW.plus(Duration.ofDays(1)), whole::add);
            List<MeteredEvent> inSegments = new ArrayList<>();
            for (int i = 0; i < SEGMENTS; i++) {
                log.read(new Segment(i, SEGMENTS), Tables.NOW, Tables.NOW.plus(Duration.ofDays(1)), inSegments::add);
            }

            assertThat(whole).hasSize(CALLS);
            assertThat(inSegments).containsExactlyInAnyOrderElementsOf(whole);
        }
    }
}
