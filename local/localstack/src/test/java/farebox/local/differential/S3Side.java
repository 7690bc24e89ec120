package farebox.local.differential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** One of the two: sends requests and says what came of them. */
final class S3Side implements AutoCloseable {
    private static final int SHOWN = 1000;
    /**
     * S3Proxy refuses a request before it has read the body, and closes the connection: to the JDK's client that is a
     * broken one, often enough. Such a request did nothing, so it may be sent again. One with a checksum behind its
     * body may have done its work by then, so no request has one.
     */
    private static final int ATTEMPTS = 20;

    private static final S3Configuration UNASKED =
            S3Configuration.builder().expectContinueEnabled(false).build();

    private static final NormalForm FORM = new NormalForm(Set.of(
            "LastModified",
            "UploadId",
            "Location",
            "Initiated",
            "NextContinuationToken",
            "ContinuationToken",
            "Owner",
            "Initiator"));

    private final S3Client client;
    private final Map<String, String> uploads = new HashMap<>();

    S3Side(URI endpoint) {
        this.client = LocalStackAddress.client(
                S3Client.builder().forcePathStyle(true).serviceConfiguration(UNASKED), endpoint, ATTEMPTS);
    }

    /** Makes the bucket anew. */
    void begin() {
        uploads.clear();
        try {
            objects().keySet().forEach(this::remove);
            client.listMultipartUploads(list -> list.bucket(S3Requests.BUCKET))
                    .uploads()
                    .forEach(upload -> client.abortMultipartUpload(abort ->
                            abort.bucket(S3Requests.BUCKET).key(upload.key()).uploadId(upload.uploadId())));
        } catch (NoSuchBucketException e) {
            client.createBucket(create -> create.bucket(S3Requests.BUCKET));
        }
    }

    Outcome run(S3Step step) {
        try {
            return Outcome.answered(answer(step));
        } catch (S3Exception e) {
            return new Outcome(
                    e.statusCode(),
                    Optional.ofNullable(e.awsErrorDetails().errorCode()).orElse("none"),
                    JsonNodeFactory.instance.objectNode());
        } catch (SdkClientException e) {
            throw new IllegalStateException(
                    "no answer to " + step.request() + " of " + step.body().length + " bytes", e);
        }
    }

    private Map<String, ResponseBytes<GetObjectResponse>> objects() {
        Map<String, ResponseBytes<GetObjectResponse>> objects = new TreeMap<>();
        client.listObjectsV2Paginator(list -> list.bucket(S3Requests.BUCKET)).contents().stream()
                .map(S3Object::key)
                .forEach(key -> objects.put(
                        key,
                        client.getObjectAsBytes(
                                get -> get.bucket(S3Requests.BUCKET).key(key))));
        return objects;
    }

    /** Every object by its key: its type, metadata and digest. */
    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        objects()
                .forEach((key, object) -> contents.put(
                        key,
                        object.response().contentType() + " "
                                + object.response().metadata() + " " + S3Requests.md5(object.asByteArray())));
        return contents;
    }

    /** Gives up a multipart upload, if it is there. */
    void abort(S3Request about) {
        Optional<String> upload = about.getValueForField("UploadId", String.class);
        Optional<String> key = about.getValueForField("Key", String.class);
        if (upload.isPresent() && uploads.containsKey(upload.get())) {
            run(S3Step.of(AbortMultipartUploadRequest.builder()
                    .bucket(S3Requests.BUCKET)
                    .key(key.orElseThrow())
                    .uploadId(upload.get())
                    .build()));
        }
    }

    void remove(String key) {
        client.deleteObject(delete -> delete.bucket(S3Requests.BUCKET).key(key));
    }

    @Override
    public void close() {
        client.close();
    }

    private ObjectNode answer(S3Step step) {
        RequestBody body = RequestBody.fromBytes(step.body());
        return switch (step.request()) {
            case PutObjectRequest put -> form(client.putObject(put, body));
            case GetObjectRequest get -> read(get);
            case HeadObjectRequest head -> form(client.headObject(head));
            case DeleteObjectRequest delete -> form(client.deleteObject(delete));
            case DeleteObjectsRequest delete -> form(client.deleteObjects(delete));
            case ListObjectsV2Request list -> pages(list);
            case CreateMultipartUploadRequest create -> begun(client.createMultipartUpload(create));
            case UploadPartRequest part ->
                form(client.uploadPart(
                        part.toBuilder().uploadId(id(part.uploadId())).build(), body));
            case ListPartsRequest list ->
                form(client.listParts(
                        list.toBuilder().uploadId(id(list.uploadId())).build()));
            case CompleteMultipartUploadRequest whole ->
                form(client.completeMultipartUpload(
                        whole.toBuilder().uploadId(id(whole.uploadId())).build()));
            case AbortMultipartUploadRequest abort ->
                form(client.abortMultipartUpload(
                        abort.toBuilder().uploadId(id(abort.uploadId())).build()));
            default -> throw new IllegalArgumentException("no such request is compared: " + step.request());
        };
    }

    private ObjectNode read(GetObjectRequest get) {
        ResponseBytes<GetObjectResponse> object = client.getObjectAsBytes(get);
        byte[] bytes = object.asByteArray();
        return form(object.response())
                .put(
                        "Content",
                        bytes.length > SHOWN ? S3Requests.md5(bytes) : new String(bytes, StandardCharsets.UTF_8));
    }

    private ObjectNode pages(ListObjectsV2Request list) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ArrayNode pages = content.putArray("Pages");
        for (ListObjectsV2Response page : client.listObjectsV2Paginator(list)) {
            pages.add(form(page));
        }
        return content;
    }

    private ObjectNode begun(CreateMultipartUploadResponse created) {
        uploads.put("upload-" + (uploads.size() + 1), created.uploadId());
        return form(created);
    }

    private String id(String upload) {
        return Optional.ofNullable(uploads.get(upload)).orElse(upload);
    }

    private static ObjectNode form(SdkPojo answer) {
        return FORM.of(answer);
    }
}
