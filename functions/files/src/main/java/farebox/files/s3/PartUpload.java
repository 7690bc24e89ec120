package farebox.files.s3;

import farebox.files.FileContents;
import farebox.kernel.ByteCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes an object of any length with the memory of one part: one request if it is short, else a multipart upload. An
 * upload that is closed before it is {@linkplain #complete() complete} leaves nothing.
 */
public final class PartUpload extends OutputStream {
    /** S3 takes 10,000 parts of 5 MiB or more; the last may be shorter. */
    private static final int PART_BYTES = 8 << 20;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private final List<CompletedPart> parts = new ArrayList<>();
    private Optional<String> upload = Optional.empty();
    private long written;
    private boolean completed;

    public PartUpload(S3Client s3, String bucket, String key) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
    }

    /** @throws UncheckedIOException if the writer fails; the object then does not exist, or is the one before */
    public static ByteCount write(S3Client s3, String bucket, String key, FileContents.Writer writer) {
        try (PartUpload upload = new PartUpload(s3, bucket, key)) {
            writer.writeTo(upload);
            return upload.complete();
        } catch (IOException e) {
            throw new UncheckedIOException("the content of " + key + " cannot be written", e);
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        part.write(bytes, offset, length);
        written += length;
        if (part.size() >= PART_BYTES) {
            send();
        }
    }

    /** Makes the object visible. */
    public ByteCount complete() {
        if (upload.isPresent()) {
            completeParts(upload.get());
        } else {
            s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(part.toByteArray()));
        }
        completed = true;
        return new ByteCount(written);
    }

    @Override
    public void close() {
        if (!completed) {
            upload.ifPresent(id -> s3.abortMultipartUpload(
                    abort -> abort.bucket(bucket).key(key).uploadId(id)));
        }
    }

    private void completeParts(String id) {
        if (part.size() > 0) {
            send();
        }
        CompletedMultipartUpload all =
                CompletedMultipartUpload.builder().parts(parts).build();
        s3.completeMultipartUpload(
                complete -> complete.bucket(bucket).key(key).uploadId(id).multipartUpload(all));
    }

    private void send() {
        String id = upload.orElseGet(
                () -> s3.createMultipartUpload(create -> create.bucket(bucket).key(key))
                        .uploadId());
        upload = Optional.of(id);
        int number = parts.size() + 1;
        String tag = s3.uploadPart(
                        request -> request.bucket(bucket).key(key).uploadId(id).partNumber(number),
                        RequestBody.fromBytes(part.toByteArray()))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        part.reset();
    }
}
