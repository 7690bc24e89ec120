package farebox.local.differential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Makes up requests for a few objects of a few contents, so that conditions are met now and then. */
final class S3Requests {
    static final String BUCKET = "differential";

    private static final int PART = 5 << 20;
    /** None goes on after another one with a slash: keys are files, and no file has the name of a folder. */
    private static final List<String> KEYS =
            List.of("a", "b/c", "b/d", "b/e/f", "models/m/1", "models/m/2", "models/n", "z z", "ü+&?");

    private static final List<String> BODIES = List.of("", "!", "hello", "hello world", "farebox".repeat(60));

    private static final List<String> RANGES = List.of(
            "bytes=0-4", "bytes=3-", "bytes=-3", "bytes=2-2", "bytes=0-9999", "bytes=500-", "bytes=-0", "bytes=4-2");

    private final RandomGenerator chance;
    private final List<Upload> open = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private int uploads;

    S3Requests(RandomGenerator chance) {
        this.chance = chance;
    }

    S3Step next() {
        return switch (chance.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> put();
            case 6, 7, 8, 9 -> S3Step.of(get());
            case 10, 11 -> S3Step.of(head());
            case 12 ->
                S3Step.of(DeleteObjectRequest.builder()
                        .bucket(bucket())
                        .key(key())
                        .build());
            case 13 -> S3Step.of(deleteSome());
            case 14, 15 -> S3Step.of(list());
            default -> multipart();
        };
    }

    private S3Step put() {
        String body = body();
        boolean described = chance.nextInt(3) == 0;
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(bucket())
                .key(key())
                .contentType(described ? "application/json" : null)
                .metadata(described ? Map.of("sha256", "abc", "made-by", "farebox test") : null)
                .ifNoneMatch(chance.nextInt(6) == 0 ? "*" : null)
                .ifMatch(chance.nextInt(6) == 0 ? tag() : null)
                .build();
        return new S3Step(put, bytes(body));
    }

    private GetObjectRequest get() {
        return GetObjectRequest.builder()
                .bucket(bucket())
                .key(key())
                .range(chance.nextInt(3) == 0 ? RANGES.get(chance.nextInt(RANGES.size())) : null)
                .ifMatch(maybeTag())
                .ifNoneMatch(maybeTag())
                .build();
    }

    private HeadObjectRequest head() {
        return HeadObjectRequest.builder()
                .bucket(bucket())
                .key(key())
                .ifMatch(maybeTag())
                .ifNoneMatch(maybeTag())
                .build();
    }

    private DeleteObjectsRequest deleteSome() {
        List<ObjectIdentifier> some = List.of(identifier(), identifier());
        return DeleteObjectsRequest.builder()
                .bucket(BUCKET)
                .delete(delete -> delete.objects(some).quiet(chance.nextBoolean()))
                .build();
    }

    private ListObjectsV2Request list() {
        return ListObjectsV2Request.builder()
                .bucket(bucket())
                .prefix(pick(List.of("", "a", "b/", "models/", "models/m/", "none")))
                .delimiter(chance.nextBoolean() ? "/" : null)
                .maxKeys(chance.nextBoolean() ? Integer.valueOf(chance.nextInt(1, 4)) : null)
                .startAfter(chance.nextInt(4) == 0 ? key() : null)
                .build();
    }

    private S3Step multipart() {
        if (open.isEmpty() || chance.nextInt(6) == 0) {
            Upload upload = new Upload("upload-" + ++uploads, pick(KEYS), new ArrayList<>());
            open.add(upload);
            return S3Step.of(CreateMultipartUploadRequest.builder()
                    .bucket(BUCKET)
                    .key(upload.key)
                    .contentType(chance.nextBoolean() ? "text/plain" : null)
                    .build());
        }
        Upload upload = open.get(chance.nextInt(open.size()));
        return switch (chance.nextInt(8)) {
            case 0 -> abort(upload);
            case 1, 2 -> upload.parts.isEmpty() ? part(upload) : complete(upload);
            case 3 ->
                S3Step.of(ListPartsRequest.builder()
                        .bucket(BUCKET)
                        .key(upload.key)
                        .uploadId(upload.id)
                        .build());
            default -> part(upload);
        };
    }

    /**
     * The last part of an upload may be small, every other one may not; here they come as they come. A large one that
     * is refused would break the connection, so it goes only where nobody has ended the upload yet.
     */
    private S3Step part(Upload upload) {
        int number = chance.nextInt(1, 4);
        byte[] body = chance.nextInt(4) == 0 && !ended.contains(upload.id) ? large(number) : bytes(body());
        upload.parts.removeIf(part -> part.partNumber() == number);
        upload.parts.add(
                CompletedPart.builder().partNumber(number).eTag(md5(body)).build());
        return new S3Step(
                UploadPartRequest.builder()
                        .bucket(BUCKET)
                        .key(upload.key)
                        .uploadId(upload.id)
                        .partNumber(number)
                        .build(),
                body);
    }

    private S3Step complete(Upload upload) {
        List<CompletedPart> parts = new ArrayList<>(upload.parts);
        parts.sort(Comparator.comparing(CompletedPart::partNumber));
        if (chance.nextInt(3) == 0) {
            Collections.reverse(parts);
        }
        if (chance.nextInt(6) == 0) {
            parts.add(CompletedPart.builder().partNumber(9).eTag(tag()).build());
        }
        ended.add(upload.id);
        return S3Step.of(CompleteMultipartUploadRequest.builder()
                .bucket(BUCKET)
                .key(upload.key)
                .uploadId(upload.id)
                .multipartUpload(whole -> whole.parts(parts))
                .build());
    }

    private S3Step abort(Upload upload) {
        if (chance.nextBoolean()) {
            open.remove(upload);
        }
        ended.add(upload.id);
        return S3Step.of(AbortMultipartUploadRequest.builder()
                .bucket(BUCKET)
                .key(upload.key)
                .uploadId(upload.id)
                .build());
    }

    private ObjectIdentifier identifier() {
        return ObjectIdentifier.builder().key(key()).build();
    }

    private String bucket() {
        return chance.nextInt(40) == 0 ? "differential-nowhere" : BUCKET;
    }

    private String key() {
        return pick(KEYS);
    }

    private String body() {
        return pick(BODIES);
    }

    private @Nullable String maybeTag() {
        return chance.nextInt(5) == 0 ? tag() : null;
    }

    /** Of a content that some object may have. */
    private String tag() {
        return md5(bytes(body()));
    }

    private static byte[] large(int number) {
        byte[] body = new byte[PART];
        body[number] = 1;
        return body;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String md5(byte[] body) {
        try {
            return '"'
                    + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body))
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }

    private <T> T pick(List<T> some) {
        return some.get(chance.nextInt(some.size()));
    }

    /** @param id ours; each side has one of its own for it */
    private record Upload(String id, String key, List<CompletedPart> parts) {}
}
