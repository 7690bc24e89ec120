package farebox.training.pipeline.s3;

import farebox.aws.AwsClients;
import farebox.kernel.DataCorrupted;
import farebox.monitoring.CallRecord;
import farebox.monitoring.MonitoringJson;
import farebox.monitoring.RecordKey;
import farebox.training.pipeline.PipelineObjects;
import farebox.training.pipeline.drift.CallRecordStore;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Records of calls in S3. */
public final class S3CallRecordStore implements CallRecordStore {
    private static final Logger log = LoggerFactory.getLogger(S3CallRecordStore.class);
    private static final int MAX_BYTES = 4 << 20;

    private final S3Client s3;
    private final String bucket;

    public S3CallRecordStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static S3CallRecordStore connect(String bucket) {
        return new S3CallRecordStore(AwsClients.build(S3Client.builder()), bucket);
    }

    @Override
    public List<RecordKey> list(String prefix) {
        ListObjectsV2Request request =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).build();
        return S3Answers.answered(() -> s3.listObjectsV2Paginator(request).contents().stream()
                .map(S3Object::key)
                .flatMap(key -> RecordKey.parse(key).stream())
                .toList());
    }

    @Override
    public Optional<CallRecord> read(RecordKey key) {
        return S3Answers.read(
                        () -> s3.getObject(get -> get.bucket(bucket).key(key.toString())),
                        PipelineObjects.firstBytes(MAX_BYTES))
                .flatMap(bytes -> parse(key, bytes));
    }

    private static Optional<CallRecord> parse(RecordKey key, byte[] bytes) {
        try {
            return Optional.of(MonitoringJson.calls(bytes));
        } catch (DataCorrupted e) {
            log.atWarn()
                    .addKeyValue("record", key)
                    .addKeyValue("cause", e.detail())
                    .log("call_record_damaged");
            return Optional.empty();
        }
    }
}
