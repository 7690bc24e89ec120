package farebox.training.pipeline.s3;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.inference.s3.S3CallRecords;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import farebox.models.s3.S3Server;
import farebox.monitoring.CallRecord;
import farebox.monitoring.RecordKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the inference function writes is what the check for drift reads. */
final class S3CallRecordStoreTest {
    private static final ModelRef IRIS = new ModelRef(new TenantId("acme"), new ModelName("iris"));
    private static final ModelVersion V1 = new ModelVersion("v-1");
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final Path folder;

    S3CallRecordStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aRecord_isFoundInItsHourAndReadAsItWasWritten() throws Exception {
        try (S3Server server = S3Server.start(folder, 0)) {
            server.makeBucket("results");
            server.store("results");
            Iterator<String> names = List.of("a", "b", "c").iterator();
            S3CallRecords written = S3CallRecords.connect("results", names::next);
            written.write(IRIS, V1, NOON.minusSeconds(1), calls(3));
            written.write(IRIS, V1, NOON, calls(200));
            Files.writeString(folder.resolve("results/monitoring/2026-11-27T12/acme/iris/v-1/1.json"), "no record");

            S3CallRecordStore records = S3CallRecordStore.connect("results");
            List<RecordKey> hour = records.list(RecordKey.hour(NOON));

            assertThat(hour).containsExactly(new RecordKey(IRIS.owner(), IRIS.name(), V1, NOON, "b"));
            assertThat(records.list(RecordKey.hour(NOON.minusSeconds(1)))).hasSize(1);
            assertThat(records.read(hour.getFirst()))
                    .hasValueSatisfying(read -> assertThat(read.requests()).isEqualTo(200));
            assertThat(records.read(new RecordKey(IRIS.owner(), IRIS.name(), V1, NOON, "gone")))
                    .isEmpty();
        }
    }

    private static CallRecord calls(int count) {
        CallRecord calls = new CallRecord();
        for (int call = 0; call < count; call++) {
            calls.succeeded(Duration.ofMillis(call));
            calls.distributions().inputs().addNumber("width", call);
        }
        return calls;
    }
}
