package farebox.batch;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.files.FileId;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link BatchRecords} does. */
public abstract class BatchRecordsContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    /** Empty ones. */
    protected abstract BatchRecords records();

    @Test
    void find_returnsEveryFieldOfWhatWasAddedForItsTenantAlone() {
        BatchRecords records = records();
        Batch batch = batch(1).split(7, 1_300)
                .moved(BatchStatus.IN_PROGRESS, CLOCK)
                .with(new Batch.Results(
                        Optional.of(FileId.of(NOW, "o")),
                        Optional.of(FileId.of(NOW, "e")),
                        List.of(
                                new Batch.FileError("empty_file", "no requests", Optional.empty()),
                                new Batch.FileError("invalid_json_line", "line 3: no", Optional.of(3)))));
        records.add(batch);

        assertThat(records.find(ACME, batch.id())).contains(batch);
        assertThat(records.find(OTHER, batch.id())).isEmpty();
    }

    @Test
    void find_returnsTheSourceOfAnUpload() {
        BatchRecords records = records();
        Batch batch = upload();
        records.add(batch);

        assertThat(records.find(ACME, batch.id())).contains(batch);
    }

    @Test
    void find_returnsTheSourceOfAnInvocation() {
        BatchRecords records = records();
        Batch batch = Batch.created(
                upload().id(),
                upload().owner(),
                new Batch.Source.Invocation(
                        new Uploads.ObjectState("batches/acme/in.json", "e1"),
                        "mini",
                        "id-1",
                        new StartInvocation.Media("text/csv", Optional.of("application/json")),
                        new ResultsLocation("results", "async-invocations/acme/mini/id-1")),
                Map.of(),
                CLOCK);
        records.add(batch);

        assertThat(records.find(ACME, batch.id())).contains(batch);
    }

    @Test
    void add_leavesABatchOfTheSameIdAsItIs() {
        BatchRecords records = records();
        Batch batch = batch(1);

        assertThat(records.add(batch)).isTrue();
        assertThat(records.add(batch.moved(BatchStatus.FAILED, CLOCK))).isFalse();

        assertThat(records.find(ACME, batch.id())).contains(batch);
    }

    @Test
    void replace_needsTheExpectedStatus() {
        BatchRecords records = records();
        Batch batch = batch(1);
        Batch running = batch.moved(BatchStatus.IN_PROGRESS, CLOCK);
        records.add(batch);

        assertThat(records.replace(running, BatchStatus.FINALIZING)).isFalse();
        assertThat(records.find(ACME, batch.id())).contains(batch);
        assertThat(records.replace(running, BatchStatus.VALIDATING)).isTrue();
        assertThat(records.find(ACME, batch.id())).contains(running);
        assertThat(records.replace(batch(2), BatchStatus.VALIDATING)).isFalse();
    }

    @Test
    void noteUpload_keepsTheNewestOfEachKeyInWhateverOrderTheyCome() {
        BatchRecords records = records();
        records.noteUpload(batch(2), "x", new Sequencer("00b"));
        records.noteUpload(batch(1), "x", new Sequencer("00a5"));
        records.noteUpload(batch(3), "y", new Sequencer("00a"));

        assertThat(records.newestOf(ACME, "x")).contains(batch(2).id());
        assertThat(records.newestOf(ACME, "y")).contains(batch(3).id());
        assertThat(records.newestOf(OTHER, "x")).isEmpty();
        assertThat(records.list(ACME, Optional.empty(), 10)).isEmpty();

        records.noteUpload(batch(4), "x", new Sequencer("00B1"));

        assertThat(records.newestOf(ACME, "x")).contains(batch(4).id());
    }

    @Test
    void chunkDone_countsEachChunkOnceAndOutlivesReplace() {
        BatchRecords records = records();
        Batch batch = batch(1);
        records.add(batch);

        records.chunkDone(batch, 0, new RequestCounts(10, 9, 1));
        records.chunkDone(batch, 11, new RequestCounts(5, 5, 0));
        records.chunkDone(batch, 0, new RequestCounts(10, 9, 1));
        records.replace(batch.split(12, 40).moved(BatchStatus.IN_PROGRESS, CLOCK), BatchStatus.VALIDATING);

        assertThat(records.find(ACME, batch.id()).orElseThrow().counts()).isEqualTo(new RequestCounts(40, 14, 1));
        assertThat(records.doneChunks(ACME, batch.id())).containsExactlyInAnyOrder(0, 11);
    }

    @Test
    void list_isNewestFirstWithoutUploads() {
        BatchRecords records = records();
        records.add(batch(2));
        records.add(batch(1));
        records.add(batch(3));
        records.add(upload());

        assertThat(records.list(ACME, Optional.empty(), 2)).containsExactly(batch(3), batch(2));
        assertThat(records.list(ACME, Optional.of(batch(2).id()), 2)).containsExactly(batch(1));
        assertThat(records.list(OTHER, Optional.empty(), 2)).isEmpty();
    }

    private static Batch batch(int minute) {
        Instant created = NOW.plusSeconds(60L * minute);
        return Batch.created(
                BatchId.next(created, new Random(minute)),
                owner(),
                new Batch.Source.File(FileId.of(NOW, "input"), "/v1/embeddings"),
                Map.of("a", "b"),
                InstantSource.fixed(created));
    }

    private static Batch upload() {
        return Batch.created(
                BatchId.ofUpload("uploads", "batches/acme/mini/x.jsonl", "1"),
                owner(),
                new Batch.Source.Upload("batches/acme/mini/x.jsonl", "0123abcd", "mini", "/v1/embeddings"),
                Map.of(),
                CLOCK);
    }

    private static Batch.Owner owner() {
        return new Batch.Owner(ACME, new KeyId("sample01"), new PlanName("standard"));
    }
}
