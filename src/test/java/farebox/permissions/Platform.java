package farebox.permissions;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a role must allow although no code of the function asks for it: Lambda and other services act in its name.
 *
 * <p>Sources: "Using Lambda with DynamoDB", "Using Lambda with Amazon SQS" and "Defining permissions with an execution
 * role" in the Lambda Developer Guide; for keys, "Monitoring DynamoDB interaction with AWS KMS" in the DynamoDB
 * Developer Guide, by which a table makes its key when it is made and opens it for whoever reads or writes it, and
 * "Using server-side encryption with AWS KMS keys" in the Amazon S3 User Guide.
 */
final class Platform {
    static final String LOG = "its log";
    static final String STREAM = "the stream that wakes it";
    static final String STREAMS = "the streams of that table";
    static final String QUEUE = "the queue that wakes it";
    static final String KEY = "the key of everything at rest";

    private Platform() {}

    /**
     * @param called what the function's own code needs
     * @return each permission, with the reason for it
     */
    static Map<Permission, String> needed(DeployedFunction function, Set<Permission> called) {
        Map<Permission, String> needed = new HashMap<>();
        needed.put(new Permission("logs:CreateLogStream", LOG), "Lambda writes the function's log");
        needed.put(new Permission("logs:PutLogEvents", LOG), "Lambda writes the function's log");
        if (!function.stream().isEmpty()) {
            Set.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
                    .forEach(action -> needed.put(new Permission(action, STREAM), "Lambda reads the stream"));
            needed.put(new Permission("dynamodb:ListStreams", STREAMS), "Lambda looks for the stream");
        }
        if (!function.queue().isEmpty()) {
            Set.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
                    .forEach(action -> needed.put(new Permission(action, QUEUE), "Lambda reads the queue"));
        }
        if (!function.key().isEmpty()) {
            needed.put(
                    new Permission("kms:Decrypt", KEY), "tables and buckets open their keys for who reads or writes");
            if (called.stream().map(Permission::action).anyMatch("s3:PutObject"::equals)) {
                needed.put(new Permission("kms:GenerateDataKey", KEY), "a bucket makes a key for who writes");
            }
        }
        return needed;
    }
}
