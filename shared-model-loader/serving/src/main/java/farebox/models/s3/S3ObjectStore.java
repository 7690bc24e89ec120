package farebox.models.s3;

import farebox.aws.AwsRequests;
import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Unavailable;
import farebox.models.registry.ETag;
import farebox.models.registry.ObjectKey;
import farebox.models.registry.ObjectStore;
import farebox.models.registry.ObjectStore.FirstRange;
import farebox.models.registry.ObjectStore.RangeReadResult;
import farebox.models.registry.ObjectStore.StoredObject;
import farebox.models.registry.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects in one bucket. Conditions are S3's own: {@code If-Match} and {@code If-None-Match}. */
final class S3ObjectStore implements ObjectStore {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final S3Client s3;
    private final String bucket;

    S3ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Optional<StoredObject> head(ObjectKey key) {
        return answer(Map.of(NOT_FOUND, Optional.empty()), () -> {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(bucket).key(key.value()));
            return Optional.of(new StoredObject(new ETag(head.eTag()), new ByteCount(head.contentLength())));
        });
    }

    @Override
    public ReadResult read(ObjectKey key, ByteCount limit) {
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(key.value()).build();
        return answer(Map.of(NOT_FOUND, new ReadResult.Missing()), () -> whole(key, limit, request));
    }

    @Override
    public Optional<FirstRange> first(ObjectKey key, ByteCount length) {
        return answer(Map.of(NOT_FOUND, Optional.empty()), () -> {
            try {
                ResponseInputStream<GetObjectResponse> body = s3.getObject(
                        request -> request.bucket(bucket).key(key.value()).range(rangeHeader(0, length)));
                return Optional.of(new FirstRange(objectOf(body.response()), body));
            } catch (S3Exception e) {
                if (e.statusCode() != RANGE_NOT_SATISFIABLE) {
                    throw e;
                }
                return head(key).map(empty -> new FirstRange(empty, InputStream.nullInputStream()));
            }
        });
    }

    @Override
    public RangeReadResult range(ObjectKey key, ETag tag, long from, ByteCount length) {
        RangeReadResult changed = new RangeReadResult.Changed();
        return answer(
                Map.of(PRECONDITION_FAILED, changed, NOT_FOUND, changed, RANGE_NOT_SATISFIABLE, changed),
                () -> new RangeReadResult.Body(s3.getObject(request -> request.bucket(bucket)
                        .key(key.value())
                        .ifMatch(tag.value())
                        .range(rangeHeader(from, length)))));
    }

    @Override
    public boolean create(ObjectKey key, byte[] content) {
        return put(key, RequestBody.fromBytes(content), request -> request.ifNoneMatch("*"));
    }

    @Override
    public boolean create(ObjectKey key, Path content) {
        return put(key, RequestBody.fromFile(content), request -> request.ifNoneMatch("*"));
    }

    @Override
    public boolean replace(ObjectKey key, ETag expected, byte[] content) {
        return put(key, RequestBody.fromBytes(content), request -> request.ifMatch(expected.value()));
    }

    @Override
    public List<ObjectKey> keys(ObjectKey prefix) {
        return answer(
                Map.of(),
                () ->
                        s3
                                .listObjectsV2Paginator(
                                        request -> request.bucket(bucket).prefix(prefix.value()))
                                .contents()
                                .stream()
                                .map(object -> new ObjectKey(object.key()))
                                .toList());
    }

    @Override
    public void delete(ObjectKey key) {
        answer(Map.of(), () -> s3.deleteObject(request -> request.bucket(bucket).key(key.value())));
    }

    @Override
    public List<String> folders(ObjectKey prefix) {
        int known = prefix.value().length();
        return answer(
                Map.of(),
                () -> s3
                        .listObjectsV2Paginator(request ->
                                request.bucket(bucket).prefix(prefix.value()).delimiter("/"))
                        .commonPrefixes()
                        .stream()
                        .map(common ->
                                common.prefix().substring(known, common.prefix().length() - 1))
                        .toList());
    }

    private static String rangeHeader(long from, ByteCount length) {
        return "bytes=" + from + "-" + (from + length.bytes() - 1);
    }

    /** The object that a part is of; {@code Content-Range} ends in its size (RFC 9110, 14.4). */
    private static StoredObject objectOf(GetObjectResponse part) {
        String range = part.contentRange();
        return new StoredObject(
                new ETag(part.eTag()), new ByteCount(Long.parseLong(range.substring(range.indexOf('/') + 1))));
    }

    /** Bounded before it is read: what lies there may be anything. */
    private ReadResult whole(ObjectKey key, ByteCount limit, GetObjectRequest request) {
        try (ResponseInputStream<GetObjectResponse> body = s3.getObject(request)) {
            byte[] content = body.readNBytes(Math.toIntExact(limit.bytes() + 1));
            if (content.length > limit.bytes()) {
                body.abort();
                throw new DataCorrupted(key + " is larger than " + limit.bytes() + " bytes");
            }
            return new ReadResult.Found(
                    content, new ETag(body.response().eTag()), body.response().lastModified());
        } catch (IOException e) {
            throw new Unavailable("the registry of models broke off; ask again in a moment", DEFAULT_RETRY, e);
        }
    }

    private boolean put(ObjectKey key, RequestBody body, Consumer<PutObjectRequest.Builder> condition) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key.value())
                .applyMutation(condition)
                .build();
        return answer(Map.of(PRECONDITION_FAILED, false, CONFLICT, false, NOT_FOUND, false), () -> {
            s3.putObject(request, body);
            return true;
        });
    }

    /** @param outcomes by status of the error */
    private static <T> T answer(Map<Integer, T> outcomes, Supplier<T> call) {
        return AwsRequests.call("the registry of models does not answer; ask again in a moment", outcomes, call);
    }
}
