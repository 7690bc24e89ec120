package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.store.LocalStore;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Operations on tables as a whole. Tables are there at once: there is no CREATING to wait for. */
final class TableOperations {
    private static final int MAX_LISTED = 100;
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final Set<String> CREATE = Set.of(
            "TableName",
            "AttributeDefinitions",
            "KeySchema",
            "GlobalSecondaryIndexes",
            "BillingMode",
            "ProvisionedThroughput",
            "StreamSpecification");

    private final LocalStore store;
    private final OpenTables tables;
    private final InstantSource clock;

    TableOperations(LocalStore store, OpenTables tables, InstantSource clock) {
        this.store = store;
        this.tables = tables;
        this.clock = clock;
    }

    Map<String, AwsOperation> all() {
        return Map.of(
                "CreateTable", this::create,
                "DescribeTable", this::describe,
                "DeleteTable", this::delete,
                "ListTables", this::list);
    }

    private ObjectNode create(RequestParameters request) {
        request.supporting("CreateTable", CREATE);
        TableNames.created(request);
        refuseBadBilling(request);
        TableDefinition definition = TableJson.read(request);
        definition.indexes().forEach(index -> TableNames.valid("IndexName", index.name()));
        OpenTable table = store.run(writeBatch -> tables.create(definition, clock.instant(), writeBatch));
        return answer("TableDescription", TableJson.described(table, 0));
    }

    private ObjectNode describe(RequestParameters request) {
        request.supporting("DescribeTable", Set.of("TableName"));
        OpenTable table = tables.requireNamed(TableNames.table(request));
        long count = store.run(writeBatch -> table.items().count());
        return answer("Table", TableJson.described(table, count));
    }

    private ObjectNode delete(RequestParameters request) {
        request.supporting("DeleteTable", Set.of("TableName"));
        OpenTable table = tables.requireNamed(TableNames.table(request));
        store.run(writeBatch -> {
            tables.drop(table, writeBatch);
            return table;
        });
        return answer("TableDescription", TableJson.described(table, 0).put("TableStatus", "DELETING"));
    }

    private ObjectNode list(RequestParameters request) {
        request.supporting("ListTables", Set.of("ExclusiveStartTableName", "Limit"));
        int limit = request.count("Limit", 1).orElse(MAX_LISTED);
        if (limit > MAX_LISTED) {
            throw RequestParameters.constraint(
                    String.valueOf(limit), "Limit", "Member must have value less than or equal to " + MAX_LISTED);
        }
        Iterator<String> names = tables.after(
                        request.text("ExclusiveStartTableName").orElse(""))
                .keySet()
                .iterator();
        ObjectNode answer = AwsJsonEndpoint.object();
        ArrayNode listed = answer.putArray("TableNames");
        while (names.hasNext() && listed.size() < limit) {
            listed.add(names.next());
        }
        if (names.hasNext()) {
            answer.put("LastEvaluatedTableName", listed.get(limit - 1).textValue());
        }
        return answer;
    }

    private static void refuseBadBilling(RequestParameters request) {
        boolean onDemand = request.choice("BillingMode", List.of("PROVISIONED", "PAY_PER_REQUEST"))
                .filter("PAY_PER_REQUEST"::equals)
                .isPresent();
        if (onDemand && request.has("ProvisionedThroughput")) {
            throw AwsServiceException.validation(
                    INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified"
                            + " when BillingMode is PAY_PER_REQUEST");
        }
        if (!onDemand && !request.has("ProvisionedThroughput")) {
            throw AwsServiceException.validation(
                    INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified"
                            + " when BillingMode is PROVISIONED");
        }
    }

    private static ObjectNode answer(String name, ObjectNode content) {
        ObjectNode answer = AwsJsonEndpoint.object();
        answer.set(name, content);
        return answer;
    }
}
