package farebox.permissions;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the code of a function asks AWS for. */
final class Calls {
    /** Each adapter works on the one thing that this environment variable names; the wirings say so. */
    static final Map<String, String> WORKS_ON = Map.ofEntries(
            Map.entry("farebox.access.dynamo.DynamoAccessStore", "ACCESS_TABLE"),
            Map.entry("farebox.access.ssm.SsmPepperStore", "PEPPER_PARAMETER"),
            Map.entry("farebox.metering.dynamo.DynamoIdempotencyLocks", "CLAIMS_TABLE"),
            Map.entry("farebox.metering.dynamo.DynamoUsageLedger", "EVENTS_TABLE"),
            Map.entry("farebox.metering.dynamo.DynamoUsageAggregates", "SUMS_TABLE"),
            Map.entry("farebox.metering.s3.S3ResponseStore", "ANSWERS_BUCKET"),
            Map.entry("farebox.inference.dynamo.DynamoVersionMetrics", "VERSION_METRICS_TABLE"),
            Map.entry("farebox.models.s3.S3ObjectStore", "MODELS_BUCKET"),
            Map.entry("farebox.inference.s3.S3CallRecords", "RESULTS_BUCKET"),
            Map.entry("farebox.training.pipeline.s3.S3CallRecordStore", "RESULTS_BUCKET"),
            Map.entry("farebox.training.pipeline.eventbridge.EventBusDriftEvents", "EVENT_BUS"),
            Map.entry("farebox.models.ssm.SsmVerificationKey", "MODEL_VERIFICATION_KEY"),
            Map.entry("farebox.models.ssm.SsmSigningKey", "MODEL_SIGNING_KEY"),
            Map.entry("farebox.billing.dynamo.DynamoBalances", "BILLING_TABLE"),
            Map.entry("farebox.billing.s3.S3PriceBooks", "PRICES_BUCKET"),
            Map.entry("farebox.billing.dynamo.DynamoAccounts", "BILLING_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoEventFence", "EVENTS_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoEventLog", "EVENTS_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoLimits", "BILLING_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoUsageScans", "BILLING_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoAlerts", "BILLING_TABLE"),
            Map.entry("farebox.billing.dynamo.DynamoReconciledHours", "BILLING_TABLE"),
            Map.entry("farebox.billing.requestlog.CloudWatchRequestLog", "ACCESS_LOG"),
            Map.entry("farebox.billing.eventbridge.EventBusSender", "EVENT_BUS"),
            Map.entry("farebox.billing.dynamo.DynamoInvoiceStore", "BILLING_TABLE"),
            Map.entry("farebox.files.dynamo.DynamoFileRecords", "FILES_TABLE"),
            Map.entry("farebox.batch.dynamo.DynamoBatchRecords", "BATCHES_TABLE"),
            Map.entry("farebox.batch.s3.S3BatchObjects", "RESULTS_BUCKET"),
            Map.entry("farebox.batch.s3.S3Uploads", "UPLOADS_BUCKET"),
            Map.entry("farebox.batch.eventbridge.EventBusNotifications", "EVENT_BUS"),
            Map.entry("farebox.batch.stepfunctions.StateMachineExecutions", "BATCH_STATE_MACHINE"),
            Map.entry("farebox.publication.s3.S3ModelUploads", "UPLOADS_BUCKET"),
            Map.entry("farebox.queue.sqs.SqsDeadLetters", "DEAD_LETTER_QUEUE"),
            Map.entry("farebox.training.pipeline.dynamo.DynamoRunStore", "TRAINING_TABLE"),
            Map.entry("farebox.training.pipeline.s3.S3RunFolders", "RESULTS_BUCKET"),
            Map.entry("farebox.training.pipeline.s3.S3TrainingUploads", "UPLOADS_BUCKET"),
            Map.entry("farebox.training.pipeline.sfn.StepFunctionsExecutions", "TRAINING_STATE_MACHINE"),
            Map.entry("farebox.files.s3.S3FileContents", "UPLOADS_BUCKET"));

    /** What several adapters share works on those of these that the function has. */
    private static final Map<String, Set<String>> SHARED =
            Map.of("farebox.files.s3.PartUpload", Set.of("UPLOADS_BUCKET", "RESULTS_BUCKET"));

    /** What these actions are on follows from the action alone. */
    static final Map<String, String> ON =
            Map.of("sagemaker:StopTrainingJob", "arn:aws:sagemaker:us-east-1:000000000000:training-job/ftjob-*");

    /** Actions on an object of a bucket or an execution of a state machine. */
    private static final Set<String> INSIDE = Set.of(
            "s3:GetObject",
            "s3:GetObjectVersion",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:AbortMultipartUpload",
            "states:DescribeExecution",
            "states:GetExecutionHistory",
            "states:StopExecution");

    private Calls() {}

    /**
     * @param variables that the function has
     * @return each permission, with the methods that need it
     */
    static Map<Permission, Set<String>> needed(Reach reach, Set<String> variables) {
        return SdkCall.in(reach)
                .flatMap(call -> Actions.of(call).stream()
                        .flatMap(action -> resources(action, call, variables)
                                .map(resource -> Map.entry(
                                        new Permission(action, resource),
                                        call.caller().toString()))))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(TreeSet::new))));
    }

    private static Stream<String> resources(String action, SdkCall call, Set<String> variables) {
        if (ON.containsKey(action)) {
            return Stream.of(ON.getOrDefault(action, ""));
        }
        String source = call.caller().source();
        Stream<String> worksOn = SHARED.containsKey(source)
                ? SHARED.getOrDefault(source, Set.of()).stream().filter(variables::contains)
                : Stream.of(Optional.ofNullable(WORKS_ON.get(source))
                        .orElseThrow(
                                () -> new IllegalStateException("what " + call.caller() + " works on is not known")));
        return worksOn.map(variable -> INSIDE.contains(action) ? variable + "/*" : variable);
    }
}
