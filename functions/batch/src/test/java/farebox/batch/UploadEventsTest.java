package farebox.batch;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of uploads that come more than once and out of order, against a model that sees each once and in order. */
final class UploadEventsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final int KEYS = 200;

    /** {@code -Dfarebox.events=1000000} makes it the whole million. */
    private static final int EVENTS = Integer.getInteger("farebox.events", 100_000);

    private final InMemoryBatchRecords records = new InMemoryBatchRecords();
    private final Set<BatchId> started = new HashSet<>();
    private final StartUploadedBatch startUploadedBatch = new StartUploadedBatch(
            new StartUploadedBatch.Stores(
                    records,
                    batch -> started.add(batch.id()),
                    new InMemoryBatchObjects(),
                    _ -> Optional.of(new PlanName("standard"))),
            "upload",
            InstantSource.fixed(Instant.EPOCH));

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 2"})
    void shuffledAndRepeatedEvents_equalThoseInOrder(boolean versioned, long seed) {
        Random random = new Random(seed);
        List<StartUploadedBatch.Uploaded> states = states(versioned, EVENTS / 4, random);
        Set<BatchId> expectedBatches = new HashSet<>();
        Map<String, BatchId> expectedNewest = new HashMap<>();
        for (StartUploadedBatch.Uploaded state : states) {
            BatchId id = BatchId.ofUpload(state.bucket(), state.key(), state.state());
            expectedBatches.add(id);
            expectedNewest.put(state.key(), id);
        }

        for (int event = 0; event < EVENTS; event++) {
            int from = event % states.size();
            int other = from + random.nextInt(states.size() - from);
            StartUploadedBatch.Uploaded delivered = states.get(other);
            states.set(other, states.get(from));
            states.set(from, delivered);
            assertThat(startUploadedBatch.run(delivered)).isInstanceOf(StartUploadedBatch.Outcome.Started.class);
        }

        assertThat(started).isEqualTo(expectedBatches);
        expectedNewest.forEach(
                (key, newest) -> assertThat(records.newestOf(ACME, key)).contains(newest));
    }

    @Test
    void sequencersOfOtherLengths_areFilledUpOnTheRight() {
        assertThat(new Sequencer("00")).isLessThan(new Sequencer("001"));
        assertThat(new Sequencer("0A")).isGreaterThan(new Sequencer("00FFFF"));
        assertThat(new Sequencer("0a").compareTo(new Sequencer("0A0"))).isZero();
        assertThat(new Sequencer("")).isLessThan(new Sequencer("1"));
    }

    /** In the order in which they came about; some have the content of an earlier one. */
    private static List<StartUploadedBatch.Uploaded> states(boolean versioned, int count, Random random) {
        List<StartUploadedBatch.Uploaded> states = new ArrayList<>();
        long time = 0x0055AED6DCD90281L;
        for (int i = 0; i < count; i++) {
            time += 1 + random.nextInt(1_000);
            states.add(new StartUploadedBatch.Uploaded(
                    "uploads",
                    "batches/acme/mini/" + random.nextInt(KEYS) + ".jsonl",
                    "e" + random.nextInt(5),
                    versioned ? Optional.of("v" + i) : Optional.empty(),
                    new Sequencer("%016X".formatted(time) + (i % 3 == 0 ? "E5" : ""))));
        }
        return states;
    }
}
