package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.expression.Condition;
import farebox.local.dynamodb.expression.ConditionParser;
import farebox.local.dynamodb.expression.KeyTerm;
import farebox.local.dynamodb.expression.Placeholders;
import farebox.local.dynamodb.expression.Projection;
import farebox.local.store.ByteRange;
import farebox.local.store.LocalStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Query and Scan. */
final class ReadOperations {
    private static final Set<String> COMMON = Set.of(
            "TableName",
            "IndexName",
            "FilterExpression",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ExclusiveStartKey",
            "Limit",
            "Select",
            "ConsistentRead",
            Capacity.PARAMETER);

    private final LocalStore store;
    private final OpenTables tables;

    ReadOperations(LocalStore store, OpenTables tables) {
        this.store = store;
        this.tables = tables;
    }

    Map<String, AwsOperation> all() {
        return Map.of("Query", this::query, "Scan", this::scan);
    }

    private ObjectNode query(RequestParameters request) {
        request.supporting("Query", with("KeyConditionExpression", "ScanIndexForward"));
        TableNames.table(request);
        String source = request.text("KeyConditionExpression")
                .orElseThrow(() ->
                        AwsServiceException.validation("Either the KeyConditions or KeyConditionExpression parameter"
                                + " must be specified in the request."));
        Placeholders placeholders =
                Expressions.placeholders(request, List.of("FilterExpression", "KeyConditionExpression"));
        Condition condition =
                Expressions.in("KeyConditionExpression", () -> ConditionParser.parse(source, placeholders));
        ReadPlan all = plan(request, placeholders);
        Map<String, KeyTerm> terms = KeyTerm.of(condition);
        KeyRange range = KeyRange.of(all.keys(), terms);
        all.filter().ifPresent(filter -> Filters.refuseKeys(filter, all.keys()));
        return run(request, PageStart.query(request, all.in(range.bytes()), range));
    }

    private ObjectNode scan(RequestParameters request) {
        request.supporting("Scan", with(ScanSegment.SEGMENT, ScanSegment.TOTAL));
        TableNames.table(request);
        Placeholders placeholders = Expressions.placeholders(request, List.of("FilterExpression"));
        ReadPlan segment = plan(request, placeholders).in(ScanSegment.of(request));
        return run(request, PageStart.scan(request, segment));
    }

    private ObjectNode run(RequestParameters request, ReadPlan plan) {
        String mode = Capacity.mode(request);
        Page page = store.run(writeBatch -> {
            plan.table().refuseIfDropped();
            return Page.read(plan);
        });
        return page.json(mode);
    }

    private ReadPlan plan(RequestParameters request, Placeholders placeholders) {
        Optional<Condition> filter = request.text("FilterExpression")
                .map(text -> Expressions.in("FilterExpression", () -> ConditionParser.parse(text, placeholders)));
        Optional<Projection> projection = request.text("ProjectionExpression")
                .map(text -> Expressions.in("ProjectionExpression", () -> Projection.parse(text, placeholders)));
        placeholders.refuseUnused();
        Optional<Integer> limit = request.count("Limit", 1);
        OpenTable table = tables.require(TableNames.table(request));
        Optional<IndexDefinition> index = request.text("IndexName").map(name -> index(table, name));
        Selection selection = Selection.of(request, table, index, projection);
        return new ReadPlan(
                table,
                index,
                ByteRange.all(),
                request.flag("ScanIndexForward", true),
                limit,
                filter,
                projection,
                selection.countOnly(),
                request.flag("ConsistentRead", false));
    }

    private static IndexDefinition index(OpenTable table, String name) {
        return table.definition()
                .index(TableNames.valid("IndexName", name))
                .orElseThrow(
                        () -> AwsServiceException.validation("The table does not have the specified index: " + name));
    }

    private static Set<String> with(String... more) {
        Set<String> all = new HashSet<>(COMMON);
        all.addAll(Set.of(more));
        return all;
    }
}
