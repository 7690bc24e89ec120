package farebox.inference.dynamo;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.inference.LogSum;
import farebox.inference.VersionCounts;
import farebox.inference.VersionMetrics;
import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One item for each minute of a version, {@code version} = {@code owner/model/version} and {@code minute} = its
 * beginning, to which every environment adds its sums. Items expire.
 */
public final class DynamoVersionMetrics implements VersionMetrics {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final String VERSION = "version";
    private static final String MINUTE = "minute";
    private static final String REQUESTS = "requests";
    private static final String ERRORS = "errors";
    private static final String LOG_LATENCY = "log_latency";
    private static final String LOG_LATENCY_SQUARED = "log_latency_squared";
    private static final String LOG_INPUT_LATENCY = "log_input_latency";
    private static final String LOG_INPUT_LATENCY_SQUARED = "log_input_latency_squared";
    private static final String EXPIRES = "expiresAt";

    private final DynamoDbClient dynamo;
    private final String table;
    private final InstantSource clock;

    public DynamoVersionMetrics(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static DynamoVersionMetrics connect(String table, InstantSource clock) {
        return new DynamoVersionMetrics(AwsClients.build(DynamoDbClient.builder()), table, clock);
    }

    @Override
    public void add(ModelRef model, ModelVersion version, VersionCounts counts) {
        Instant now = clock.instant();
        UpdateItemRequest update = UpdateItemRequest.builder()
                .tableName(table)
                .key(Map.of(VERSION, key(model, version), MINUTE, minute(now)))
                .updateExpression("ADD #requests :requests, #errors :errors, #log :log, #squared :squared,"
                        + " #input :input, #inputSquared :inputSquared"
                        + " SET #expires = :expires")
                .expressionAttributeNames(Map.of(
                        "#requests", REQUESTS,
                        "#errors", ERRORS,
                        "#log", LOG_LATENCY,
                        "#squared", LOG_LATENCY_SQUARED,
                        "#input", LOG_INPUT_LATENCY,
                        "#inputSquared", LOG_INPUT_LATENCY_SQUARED,
                        "#expires", EXPIRES))
                .expressionAttributeValues(Map.of(
                        ":requests", number(counts.requests()),
                        ":errors", number(counts.errors()),
                        ":log", number(counts.latency().sum()),
                        ":squared", number(counts.latency().squares()),
                        ":input", number(counts.inputLatency().sum()),
                        ":inputSquared", number(counts.inputLatency().squares()),
                        ":expires", number(now.plus(KEPT).getEpochSecond())))
                .build();
        AwsRequests.call("requests cannot be counted at the moment", () -> dynamo.updateItem(update));
    }

    @Override
    public VersionCounts since(ModelRef model, ModelVersion version, Instant from) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#version = :version AND #minute >= :minute")
                .expressionAttributeNames(Map.of("#version", VERSION, "#minute", MINUTE))
                .expressionAttributeValues(Map.of(":version", key(model, version), ":minute", minute(from)))
                .build();
        return AwsRequests.call(
                "counts of requests cannot be read at the moment",
                () -> dynamo.queryPaginator(query).items().stream()
                        .map(DynamoVersionMetrics::counts)
                        .reduce(VersionCounts.NONE, VersionCounts::plus));
    }

    private static VersionCounts counts(Map<String, AttributeValue> item) {
        return new VersionCounts(
                number(item, REQUESTS),
                number(item, ERRORS),
                new LogSum(number(item, LOG_LATENCY), number(item, LOG_LATENCY_SQUARED)),
                new LogSum(number(item, LOG_INPUT_LATENCY), number(item, LOG_INPUT_LATENCY_SQUARED)));
    }

    private static long number(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    private static AttributeValue key(ModelRef model, ModelVersion version) {
        return AttributeValue.fromS(model + "/" + version);
    }

    private static AttributeValue minute(Instant instant) {
        return AttributeValue.fromS(instant.truncatedTo(ChronoUnit.MINUTES).toString());
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
