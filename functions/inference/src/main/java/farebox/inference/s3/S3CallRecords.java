package farebox.inference.s3;

import farebox.aws.AwsClients;
import farebox.inference.monitoring.CallRecords;
import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import farebox.monitoring.CallRecord;
import farebox.monitoring.MonitoringJson;
import farebox.monitoring.RecordKey;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores each record as an object. One that cannot be stored is lost. */
public final class S3CallRecords implements CallRecords {
    private static final Logger log = LoggerFactory.getLogger(S3CallRecords.class);

    private final S3Client s3;
    private final String bucket;
    private final Supplier<String> writers;

    /** @param writers a new name for each object */
    public S3CallRecords(S3Client s3, String bucket, Supplier<String> writers) {
        this.s3 = s3;
        this.bucket = bucket;
        this.writers = writers;
    }

    /** With the client of the environment. */
    public static S3CallRecords connect(String bucket, Supplier<String> writers) {
        return new S3CallRecords(AwsClients.build(S3Client.builder()), bucket, writers);
    }

    @Override
    public void write(ModelRef model, ModelVersion version, Instant end, CallRecord calls) {
        RecordKey key = new RecordKey(model.owner(), model.name(), version, end, writers.get());
        try {
            s3.putObject(
                    put -> put.bucket(bucket).key(key.toString()), RequestBody.fromBytes(MonitoringJson.write(calls)));
        } catch (SdkException e) {
            log.atWarn().addKeyValue("model", model).addKeyValue("cause", e).log("call_record_lost");
        }
    }
}
