package farebox.files;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ByteCount;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link FileRecords} does. */
public abstract class FileRecordsContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    /** Empty ones. */
    protected abstract FileRecords records();

    @Test
    void find_returnsWhatWasPutForItsTenantAlone() {
        FileRecords records = records();
        StoredFile file = put(records, ACME, 1, Purpose.BATCH);

        assertThat(records.find(ACME, file.id())).contains(file);
        assertThat(records.find(OTHER, file.id())).isEmpty();
    }

    @Test
    void put_replacesTheRecordOfTheSameId() {
        FileRecords records = records();
        StoredFile first = put(records, ACME, 1, Purpose.BATCH);
        StoredFile second =
                new StoredFile(first.id(), ACME, Purpose.BATCH_OUTPUT, "other name", new ByteCount(7), first.created());

        records.put(second);

        assertThat(records.find(ACME, first.id())).contains(second);
    }

    @Test
    void delete_removesTheRecordOfItsTenantAlone() {
        FileRecords records = records();
        StoredFile file = put(records, ACME, 1, Purpose.BATCH);

        assertThat(records.delete(OTHER, file.id())).isFalse();
        assertThat(records.find(ACME, file.id())).isPresent();
        assertThat(records.delete(ACME, file.id())).isTrue();
        assertThat(records.delete(ACME, file.id())).isFalse();
        assertThat(records.find(ACME, file.id())).isEmpty();
    }

    @Test
    void list_isInOrderOfAgeWithinTheTenant() {
        FileRecords records = records();
        StoredFile one = put(records, ACME, 1, Purpose.BATCH);
        StoredFile three = put(records, ACME, 3, Purpose.BATCH);
        StoredFile two = put(records, ACME, 2, Purpose.BATCH);
        put(records, OTHER, 2, Purpose.BATCH);

        assertThat(records.list(ACME, query(Optional.empty(), true, 10))).containsExactly(three, two, one);
        assertThat(records.list(ACME, query(Optional.empty(), false, 10))).containsExactly(one, two, three);
    }

    @Test
    void list_goesOnBehindAFileThatNeedNotExist() {
        FileRecords records = records();
        StoredFile one = put(records, ACME, 1, Purpose.BATCH);
        StoredFile two = put(records, ACME, 2, Purpose.BATCH);
        StoredFile three = put(records, ACME, 3, Purpose.BATCH);
        records.delete(ACME, two.id());

        assertThat(records.list(ACME, query(Optional.of(two.id()), true, 10))).containsExactly(one);
        assertThat(records.list(ACME, query(Optional.of(two.id()), false, 10))).containsExactly(three);
    }

    @Test
    void list_countsOnlyFilesOfThePurpose() {
        FileRecords records = records();
        StoredFile one = put(records, ACME, 1, Purpose.FINE_TUNE);
        put(records, ACME, 2, Purpose.BATCH);
        StoredFile three = put(records, ACME, 3, Purpose.FINE_TUNE);

        FileRecords.Query query = new FileRecords.Query(Optional.of(Purpose.FINE_TUNE), Optional.empty(), true, 2);

        assertThat(records.list(ACME, query)).containsExactly(three, one);
    }

    @Test
    void list_endsAtItsLimit() {
        FileRecords records = records();
        put(records, ACME, 1, Purpose.BATCH);
        StoredFile two = put(records, ACME, 2, Purpose.BATCH);

        assertThat(records.list(ACME, query(Optional.empty(), true, 1))).containsExactly(two);
    }

    private static FileRecords.Query query(Optional<FileId> after, boolean newestFirst, int limit) {
        return new FileRecords.Query(Optional.empty(), after, newestFirst, limit);
    }

    private static StoredFile put(FileRecords records, TenantId tenant, int minute, Purpose purpose) {
        Instant created = Instant.parse("2026-11-22T10:00:00Z").plusSeconds(60L * minute);
        FileId id = FileId.of(created, tenant.value());
        StoredFile file = new StoredFile(id, tenant, purpose, "lines.jsonl", new ByteCount(minute), created);
        records.put(file);
        return file;
    }
}
