package farebox.local.template;

import java.util.HashSet;
import java.util.Set;

/** The properties that are understood: those that are imitated, and those without effect on a laptop. */
final class SupportedProperties {
    static final Set<String> FUNCTION = both(
            Set.of(
                    "FunctionName",
                    "Handler",
                    "CodeUri",
                    "Runtime",
                    "PackageType",
                    "MemorySize",
                    "Timeout",
                    "Environment",
                    "ReservedConcurrentExecutions",
                    "Events"),
            Set.of(
                    "Architectures",
                    "AutoPublishAlias",
                    "AutoPublishAliasAllProperties",
                    "CodeSigningConfigArn",
                    "DeadLetterQueue",
                    "DeploymentPreference",
                    "Description",
                    "EphemeralStorage",
                    "EventInvokeConfig",
                    "KmsKeyArn",
                    "LoggingConfig",
                    "PermissionsBoundary",
                    "Policies",
                    "PropagateTags",
                    "RecursiveLoop",
                    "Role",
                    "RuntimeManagementConfig",
                    "SnapStart",
                    "Tags",
                    "Tracing",
                    "VersionDescription",
                    "VersionDeletionPolicy",
                    "VpcConfig"));

    static final Set<String> STREAM_EVENT = both(
            Set.of(
                    "Stream",
                    "StartingPosition",
                    "BatchSize",
                    "MaximumBatchingWindowInSeconds",
                    "TumblingWindowInSeconds",
                    "FunctionResponseTypes",
                    "BisectBatchOnFunctionError",
                    "MaximumRetryAttempts",
                    "Enabled"),
            // One shard, so one call at a time; records older than a day do not exist; nobody reads the queue.
            Set.of("DestinationConfig", "MaximumRecordAgeInSeconds", "MetricsConfig", "ParallelizationFactor"));

    static final Set<String> QUEUE_EVENT = both(
            Set.of(
                    "Queue",
                    "BatchSize",
                    "MaximumBatchingWindowInSeconds",
                    "FunctionResponseTypes",
                    "ScalingConfig",
                    "Enabled"),
            Set.of("MetricsConfig"));

    static final Set<String> SCHEDULE_EVENT = both(
            Set.of(
                    "Name",
                    "ScheduleExpression",
                    "ScheduleExpressionTimezone",
                    "StartDate",
                    "EndDate",
                    "State",
                    "Input",
                    "RetryPolicy",
                    "DeadLetterConfig",
                    "FlexibleTimeWindow"),
            Set.of("Description", "GroupName", "KmsKeyArn", "OmitName", "PermissionsBoundary", "RoleArn"));

    static final Set<String> SCHEDULE = both(
            Set.of(
                    "Name",
                    "ScheduleExpression",
                    "ScheduleExpressionTimezone",
                    "StartDate",
                    "EndDate",
                    "State",
                    "Target",
                    "FlexibleTimeWindow"),
            Set.of("Description", "GroupName", "KmsKeyArn"));

    /** Those that are passed on to the service by their name. */
    static final Set<String> QUEUE_ATTRIBUTES = Set.of(
            "VisibilityTimeout",
            "DelaySeconds",
            "MessageRetentionPeriod",
            "ReceiveMessageWaitTimeSeconds",
            "MaximumMessageSize");

    static final Set<String> QUEUE = both(
            QUEUE_ATTRIBUTES,
            Set.of(
                    "QueueName",
                    "RedrivePolicy",
                    // Without effect on a laptop, from here on.
                    "KmsMasterKeyId",
                    "KmsDataKeyReusePeriodSeconds",
                    "RedriveAllowPolicy",
                    "SqsManagedSseEnabled",
                    "Tags"));

    static final Set<String> RULE =
            both(Set.of("Name", "EventBusName", "EventPattern", "State", "Targets"), Set.of("Description", "Tags"));

    static final Set<String> RULE_TARGET = both(
            Set.of("Id", "Arn", "Input", "InputPath", "InputTransformer", "RetryPolicy", "DeadLetterConfig"),
            Set.of("RoleArn"));

    static final Set<String> STATE_MACHINE = both(
            Set.of("Name", "Type", "Definition", "DefinitionUri", "DefinitionSubstitutions", "Role"),
            Set.of("Logging", "PermissionsBoundary", "Policies", "PropagateTags", "RolePath", "Tags", "Tracing"));

    static final Set<String> TABLE = both(
            Set.of(
                    "TableName",
                    "AttributeDefinitions",
                    "KeySchema",
                    "GlobalSecondaryIndexes",
                    "StreamSpecification",
                    "TimeToLiveSpecification"),
            Set.of(
                    "BillingMode",
                    "ContributorInsightsSpecification",
                    "DeletionProtectionEnabled",
                    "OnDemandThroughput",
                    "PointInTimeRecoverySpecification",
                    "ProvisionedThroughput",
                    "ResourcePolicy",
                    "SSESpecification",
                    "TableClass",
                    "Tags",
                    "WarmThroughput"));

    static final Set<String> BUCKET = Set.of(
            "BucketName",
            "NotificationConfiguration",
            // Without effect on a laptop, from here on.
            "AbacStatus",
            "AccessControl",
            "BucketEncryption",
            // S3Proxy lets every origin in.
            "CorsConfiguration",
            "IntelligentTieringConfigurations",
            "InventoryConfigurations",
            "LifecycleConfiguration",
            "LoggingConfiguration",
            "MetricsConfigurations",
            "ObjectLockEnabled",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "Tags",
            "VersioningConfiguration");

    static final Set<String> API = both(
            Set.of(
                    "StageName",
                    "DefinitionBody",
                    "MethodSettings",
                    "AccessLogSetting",
                    "BinaryMediaTypes",
                    "ApiKeySourceType"),
            Set.of(
                    "AlwaysDeploy",
                    "Description",
                    "DisableExecuteApiEndpoint",
                    "EndpointConfiguration",
                    "FailOnWarnings",
                    "Name",
                    "OpenApiVersion",
                    "PropagateTags",
                    "SecurityPolicy",
                    "Tags",
                    "TracingEnabled"));

    static final Set<String> METHOD_SETTING = both(
            Set.of("HttpMethod", "ResourcePath", "ThrottlingRateLimit", "ThrottlingBurstLimit"),
            Set.of("DataTraceEnabled", "LoggingLevel", "MetricsEnabled"));

    static final Set<String> USAGE_PLAN =
            Set.of("UsagePlanName", "ApiStages", "Throttle", "Quota", "Description", "Tags");

    static final Set<String> OPEN_API = both(
            Set.of(
                    "paths",
                    "components",
                    "security",
                    "x-amazon-apigateway-api-key-source",
                    "x-amazon-apigateway-binary-media-types",
                    "x-amazon-apigateway-gateway-responses",
                    "x-amazon-apigateway-request-validator",
                    "x-amazon-apigateway-request-validators"),
            Set.of("openapi", "info", "servers", "tags", "externalDocs"));

    static final Set<String> OPERATION = both(
            Set.of(
                    "parameters",
                    "requestBody",
                    "security",
                    "x-amazon-apigateway-integration",
                    "x-amazon-apigateway-request-validator"),
            Set.of("deprecated", "description", "externalDocs", "operationId", "responses", "summary", "tags"));

    static final Set<String> INTEGRATION = both(
            Set.of("type", "httpMethod", "uri", "timeoutInMillis", "payloadFormatVersion", "responseTransferMode"),
            // A proxy passes everything and maps nothing, whatever these say.
            Set.of("credentials", "passthroughBehavior", "responses"));

    static final Set<String> AUTHORIZER = both(
            Set.of("type", "authorizerUri", "authorizerResultTtlInSeconds", "identitySource"),
            Set.of("authorizerCredentials"));

    private SupportedProperties() {}

    private static Set<String> both(Set<String> imitated, Set<String> withoutEffect) {
        Set<String> all = new HashSet<>(imitated);
        all.addAll(withoutEffect);
        return Set.copyOf(all);
    }
}
