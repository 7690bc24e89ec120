package farebox.training.pipeline.dynamo;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.training.pipeline.Cost;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunEvent;
import farebox.training.pipeline.RunId;
import farebox.training.pipeline.RunStore;
import farebox.training.pipeline.json.RunFormat;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Runs as items of a tenant: {@code run#<created>#<id>} holds the run as JSON, so that a query reads them by age;
 * {@code id#<id>} holds the key of that item; {@code event#<id>#<number>} is an event; {@code month#<month>} counts
 * costs and {@code cost#<id>} says that a run's are counted.
 */
public final class DynamoRunStore implements RunStore {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String TENANT = "tenant";
    private static final String ITEM = "item";
    private static final String JSON = "json";
    private static final String REVISION = "revision";
    private static final String RUN_ITEM = "run";
    private static final String COST = "microdollars";
    /** Of DynamoDB's 100 actions in a transaction. */
    private static final int MAX_EVENTS = 90;

    private final DynamoDbClient dynamo;
    private final String table;
    private final InstantSource clock;

    public DynamoRunStore(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static DynamoRunStore connect(String table, InstantSource clock) {
        return new DynamoRunStore(AwsClients.build(DynamoDbClient.builder()), table, clock);
    }

    @Override
    public boolean claim(PipelineRun run, List<RunEvent.Draft> events) {
        String item = runItem(run);
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(create(run, "id#" + run.id(), Map.of(RUN_ITEM, AttributeValue.fromS(item))));
        writes.add(create(run, item, attributes(run.stored(events.size()))));
        writes.addAll(appended(run, events));
        return write(writes);
    }

    @Override
    public boolean replace(PipelineRun changed, List<RunEvent.Draft> events) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(update(changed, changed.stored(events.size())));
        writes.addAll(appended(changed, events));
        return write(writes);
    }

    private TransactWriteItem update(PipelineRun before, PipelineRun stored) {
        Update update = Update.builder()
                .tableName(table)
                .key(key(before.model().owner(), runItem(before)))
                .updateExpression("SET #json = :json, #revision = :next")
                .conditionExpression("#revision = :before")
                .expressionAttributeNames(Map.of("#json", JSON, "#revision", REVISION))
                .expressionAttributeValues(Map.of(
                        ":json", AttributeValue.fromS(RunFormat.write(stored)),
                        ":next", number(stored.revision()),
                        ":before", number(before.revision())))
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    private List<TransactWriteItem> appended(PipelineRun run, List<RunEvent.Draft> drafts) {
        if (drafts.size() > MAX_EVENTS) {
            throw new IllegalArgumentException("at most " + MAX_EVENTS + " events are stored at once");
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            RunEvent event = drafts.get(i).at(clock.instant(), run.events() + i + 1);
            writes.add(create(
                    run,
                    "event#%s#%06d".formatted(run.id(), event.number()),
                    Map.of(JSON, AttributeValue.fromS(RunFormat.write(event)))));
        }
        return writes;
    }

    private TransactWriteItem create(PipelineRun run, String item, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> all = new HashMap<>(key(run.model().owner(), item));
        all.putAll(attributes);
        Put put = Put.builder()
                .tableName(table)
                .item(all)
                .conditionExpression("attribute_not_exists(#tenant)")
                .expressionAttributeNames(Map.of("#tenant", TENANT))
                .build();
        return TransactWriteItem.builder().put(put).build();
    }

    private static Map<String, AttributeValue> attributes(PipelineRun run) {
        return Map.of(JSON, AttributeValue.fromS(RunFormat.write(run)), REVISION, number(run.revision()));
    }

    @Override
    public Optional<PipelineRun> find(TenantId tenant, RunId id) {
        return item(tenant, "id#" + id, RUN_ITEM)
                .flatMap(item -> item(tenant, item, JSON))
                .map(RunFormat::readRun);
    }

    private Optional<String> item(TenantId tenant, String item, String attribute) {
        return answered(() -> Optional.ofNullable(dynamo.getItem(get ->
                                get.tableName(table).key(key(tenant, item)).consistentRead(true))
                        .item()
                        .get(attribute))
                .map(AttributeValue::s));
    }

    @Override
    public List<PipelineRun> list(TenantId tenant, Optional<RunId> after, int limit) {
        QueryRequest.Builder query =
                query(tenant, "run#").scanIndexForward(false).limit(limit);
        after.ifPresent(id -> query.exclusiveStartKey(key(
                tenant,
                item(tenant, "id#" + id, RUN_ITEM)
                        .orElseThrow(() ->
                                new NotFound("there is no fine-tuning job " + id, "fine_tuning_job_not_found")))));
        return answered(() -> dynamo.queryPaginator(query.build()).items().stream()
                .limit(limit)
                .map(item -> RunFormat.readRun(json(item)))
                .toList());
    }

    @Override
    public List<RunEvent> events(TenantId tenant, RunId id) {
        QueryRequest query = query(tenant, "event#" + id + "#").build();
        return answered(() -> dynamo.queryPaginator(query).items().stream()
                .map(item -> RunFormat.readEvent(json(item)))
                .toList());
    }

    private QueryRequest.Builder query(TenantId tenant, String prefix) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#tenant = :tenant AND begins_with(#item, :prefix)")
                .expressionAttributeNames(Map.of("#tenant", TENANT, "#item", ITEM))
                .expressionAttributeValues(Map.of(
                        ":tenant", AttributeValue.fromS(tenant.value()), ":prefix", AttributeValue.fromS(prefix)));
    }

    @Override
    public boolean reserve(PipelineRun run, Cost cost, YearMonth month, Cost limit) {
        TenantId tenant = run.model().owner();
        if (cost.exceeds(limit)) {
            return false;
        }
        Update count = Update.builder()
                .tableName(table)
                .key(key(tenant, "month#" + month))
                .updateExpression("ADD #cost :cost")
                .conditionExpression("attribute_not_exists(#cost) OR #cost <= :most")
                .expressionAttributeNames(Map.of("#cost", COST))
                .expressionAttributeValues(Map.of(
                        ":cost", number(cost.microdollars()),
                        ":most", number(limit.microdollars() - cost.microdollars())))
                .build();
        return write(List.of(
                        create(run, "cost#" + run.id(), Map.of(COST, number(cost.microdollars()))),
                        TransactWriteItem.builder().update(count).build()))
                || counted(tenant, run.id());
    }

    private boolean counted(TenantId tenant, RunId id) {
        return answered(() -> dynamo.getItem(get ->
                        get.tableName(table).key(key(tenant, "cost#" + id)).consistentRead(true))
                .hasItem());
    }

    /** Whether every condition held; a transaction that met another is tried again by whoever asks. */
    private boolean write(List<TransactWriteItem> writes) {
        return answered(() -> {
            try {
                dynamo.transactWriteItems(TransactWriteItemsRequest.builder()
                        .transactItems(writes)
                        .build());
                return true;
            } catch (TransactionCanceledException | TransactionConflictException e) {
                return false;
            }
        });
    }

    private static String runItem(PipelineRun run) {
        return "run#" + MILLISECONDS.format(run.times().created()) + "#" + run.id();
    }

    private static Map<String, AttributeValue> key(TenantId tenant, String item) {
        return Map.of(TENANT, AttributeValue.fromS(tenant.value()), ITEM, AttributeValue.fromS(item));
    }

    private static String json(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(JSON)).map(AttributeValue::s).orElse("");
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static <T> T answered(Supplier<T> request) {
        return AwsRequests.call("training runs cannot be stored or read at the moment", request);
    }
}
