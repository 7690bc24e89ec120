package farebox.permissions;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which actions of IAM a request needs.
 *
 * <p>Source: the tables "Actions defined by" each service in the <a
 * href="https://docs.aws.amazon.com/service-authorization/latest/reference/">Service Authorization Reference</a>. An
 * action is named after its operation there, except as below.
 */
final class Actions {
    /** The prefix of a service's actions, by what the SDK's package is called. */
    private static final Map<String, String> PREFIXES = Map.of(
            "dynamodb", "dynamodb",
            "s3", "s3",
            "ssm", "ssm",
            "sfn", "states",
            "sqs", "sqs",
            "cloudwatchlogs", "logs",
            "sagemaker", "sagemaker",
            "eventbridge", "events",
            "scheduler", "scheduler");

    /**
     * What an object that is not there answers to who may not list its bucket is 403, and ours mean something by 404.
     */
    private static final Set<String> READING = Set.of("s3:GetObject", "s3:ListBucket");

    private static final Map<String, Set<String>> NAMED_OTHERWISE = Map.ofEntries(
            Map.entry("s3:HeadObject", READING),
            Map.entry("s3:GetObject", READING),
            Map.entry("s3:CopyObject", READING),
            Map.entry("s3:ListObjectsV2", Set.of("s3:ListBucket")),
            Map.entry("s3:CreateMultipartUpload", Set.of("s3:PutObject")),
            Map.entry("s3:UploadPart", Set.of("s3:PutObject")),
            Map.entry("s3:CompleteMultipartUpload", Set.of("s3:PutObject")),
            // A transaction needs what each of its parts does, and nothing for itself.
            Map.entry("dynamodb:TransactWriteItems", Set.of()),
            Map.entry("dynamodb:TransactGetItems", Set.of()),
            Map.entry("dynamodb:TransactWriteItem.put", Set.of("dynamodb:PutItem")),
            Map.entry("dynamodb:TransactWriteItem.update", Set.of("dynamodb:UpdateItem")),
            Map.entry("dynamodb:TransactWriteItem.delete", Set.of("dynamodb:DeleteItem")),
            Map.entry("dynamodb:TransactWriteItem.conditionCheck", Set.of("dynamodb:ConditionCheckItem")),
            Map.entry("dynamodb:TransactGetItem.get", Set.of("dynamodb:GetItem")));

    /** Adapters that read an object in the version that they found. */
    private static final Set<String> BY_VERSION = Set.of("farebox.training.pipeline.s3.S3TrainingUploads");

    private static final Set<String> READS = Set.of("s3:GetObject", "s3:CopyObject");

    private Actions() {}

    /** @throws IllegalStateException for a service that nobody has looked up yet */
    static Set<String> of(SdkCall call) {
        String prefix = Optional.ofNullable(PREFIXES.get(call.service()))
                .orElseThrow(() -> new IllegalStateException("nobody has looked up the actions of " + call.service()));
        String operation = prefix + ":" + call.operation();
        Set<String> actions = NAMED_OTHERWISE.getOrDefault(operation, Set.of(operation));
        return BY_VERSION.contains(call.caller().source()) && READS.contains(operation)
                ? Stream.concat(actions.stream(), Stream.of("s3:GetObjectVersion"))
                        .collect(Collectors.toSet())
                : actions;
    }
}
