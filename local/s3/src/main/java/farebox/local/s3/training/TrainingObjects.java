package farebox.local.s3.training;

import farebox.local.sagemaker.TrainingObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of training jobs. */
public final class TrainingObjects implements TrainingObjectStore {
    private final S3Client s3;

    public TrainingObjects(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public List<String> list(String bucket, String prefix) throws IOException {
        return call(
                "list",
                bucket,
                prefix,
                () -> s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                        .map(S3Object::key)
                        .toList());
    }

    /** A file that is there already is of an earlier run of the job. */
    @Override
    public void download(String bucket, String key, Path file) throws IOException {
        Files.deleteIfExists(file);
        call("read", bucket, key, () -> s3.getObject(get -> get.bucket(bucket).key(key), file));
    }

    @Override
    public void upload(Path file, String bucket, String key) throws IOException {
        call("write", bucket, key, () -> s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromFile(file)));
    }

    private static <T> T call(String verb, String bucket, String key, Callable<T> request) throws IOException {
        try {
            return request.call();
        } catch (SdkException e) {
            throw new IOException("cannot " + verb + " s3://" + bucket + "/" + key + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("requests throw no other checked exceptions", e);
        }
    }
}
