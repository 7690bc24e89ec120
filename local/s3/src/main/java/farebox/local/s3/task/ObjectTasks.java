package farebox.local.s3.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The calls of S3 that definitions make; a body is text. */
public final class ObjectTasks implements TaskIntegrations {
    private static final Set<String> ACTIONS =
            Set.of("getObject", "putObject", "headObject", "deleteObject", "copyObject", "listObjectsV2");

    private final S3Client s3;
    private final Executor executor;

    /** @param executor for calls, which block */
    public ObjectTasks(S3Client s3, Executor executor) {
        this.s3 = s3;
        this.executor = executor;
    }

    @Override
    public boolean supports(TaskResource resource) {
        boolean service = resource.service().equals("s3") || resource.service().equals("aws-sdk:s3");
        return service && !resource.runsAJob() && ACTIONS.contains(resource.action());
    }

    @Override
    public CompletionStage<TaskOutcome> start(TaskRequest request) {
        return CompletableFuture.supplyAsync(() -> call(request.resource(), request.arguments()), executor);
    }

    /** A call has nothing to stop. */
    @Override
    public void stop(TaskRequest request) {}

    private TaskOutcome call(TaskResource resource, JsonNode arguments) {
        String bucket = arguments.path("Bucket").asText();
        String key = arguments.path("Key").asText();
        try {
            return new TaskOutcome.Succeeded(
                    switch (resource.action()) {
                        case "getObject" -> get(bucket, key);
                        case "putObject" -> put(bucket, key, arguments.path("Body"));
                        case "headObject" -> head(bucket, key);
                        case "deleteObject" -> delete(bucket, key);
                        case "copyObject" ->
                            copy(bucket, key, arguments.path("CopySource").asText());
                        case "listObjectsV2" -> list(arguments);
                        case String other -> throw new IllegalArgumentException("S3 has no action " + other);
                    });
        } catch (S3Exception e) {
            return new TaskOutcome.Failed(error(e), String.valueOf(e.getMessage()));
        } catch (SdkException e) {
            return new TaskOutcome.Failed("S3.SdkClientException", String.valueOf(e.getMessage()));
        }
    }

    /** Those that the SDK has a class for carry its name, all others that of the service. */
    private static String error(S3Exception e) {
        return "S3." + e.getClass().getSimpleName();
    }

    private ObjectNode get(String bucket, String key) {
        ResponseBytes<GetObjectResponse> found =
                s3.getObjectAsBytes(get -> get.bucket(bucket).key(key));
        return object().put("Body", found.asUtf8String())
                .put("ContentLength", found.response().contentLength())
                .put("ETag", found.response().eTag());
    }

    private ObjectNode put(String bucket, String key, JsonNode body) {
        String text = body.isTextual() ? body.asText() : body.toString();
        return object().put(
                        "ETag",
                        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(text))
                                .eTag());
    }

    private ObjectNode head(String bucket, String key) {
        HeadObjectResponse found = s3.headObject(head -> head.bucket(bucket).key(key));
        return object().put("ContentLength", found.contentLength()).put("ETag", found.eTag());
    }

    private ObjectNode delete(String bucket, String key) {
        s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        return object();
    }

    /** @param source bucket and key with a slash between them */
    private ObjectNode copy(String bucket, String key, String source) {
        String path = source.startsWith("/") ? source.substring(1) : source;
        int slash = path.indexOf('/');
        s3.copyObject(copy -> copy.sourceBucket(path.substring(0, slash))
                .sourceKey(path.substring(slash + 1))
                .destinationBucket(bucket)
                .destinationKey(key));
        return object();
    }

    private ObjectNode list(JsonNode arguments) {
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                .bucket(arguments.path("Bucket").asText())
                .prefix(arguments.path("Prefix").asText());
        if (arguments.has("ContinuationToken")) {
            request.continuationToken(arguments.path("ContinuationToken").asText());
        }
        if (arguments.has("MaxKeys")) {
            request.maxKeys(arguments.path("MaxKeys").asInt());
        }
        ListObjectsV2Response found = s3.listObjectsV2(request.build());
        ObjectNode response = object().put("IsTruncated", found.isTruncated()).put("KeyCount", found.keyCount());
        if (found.nextContinuationToken() != null) {
            response.put("NextContinuationToken", found.nextContinuationToken());
        }
        ArrayNode contents = response.putArray("Contents");
        found.contents()
                .forEach(each -> contents.addObject()
                        .put("Key", each.key())
                        .put("Size", each.size())
                        .put("Etag", each.eTag())
                        .put("LastModified", each.lastModified().toString()));
        return response;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
