package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.expression.Condition;
import farebox.local.dynamodb.expression.ConditionParser;
import farebox.local.dynamodb.expression.Path;
import farebox.local.dynamodb.expression.Placeholders;
import farebox.local.dynamodb.expression.Update;
import farebox.local.dynamodb.expression.UpdateParser;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ValueReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads writes, alone or as a part of a transaction. */
final class WriteRequestReader {
    static final Set<String> GUARDED = Set.of(
            "TableName",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValuesOnConditionCheckFailure");
    private static final List<String> ON_FAILURE = List.of("ALL_OLD", "NONE");

    private final OpenTables tables;

    WriteRequestReader(OpenTables tables) {
        this.tables = tables;
    }

    WriteRequest put(RequestParameters request) {
        String table = TableNames.table(request);
        Item item = ValueReader.item(request.requiredStructure("Item").json());
        KeyCheck.size(item, "Item size has exceeded the maximum allowed size");
        WriteCondition writeCondition = guard(request);
        return put(tables.require(table), item, writeCondition);
    }

    WriteRequest delete(RequestParameters request) {
        String table = TableNames.table(request);
        Item key = key(request);
        WriteCondition writeCondition = guard(request);
        return delete(tables.require(table), key, writeCondition);
    }

    WriteRequest check(RequestParameters request) {
        String name = TableNames.table(request);
        Item key = key(request);
        if (!request.has("ConditionExpression")) {
            throw RequestParameters.missing("ConditionExpression");
        }
        WriteCondition writeCondition = guard(request);
        OpenTable openTable = tables.require(name);
        KeyCheck.key(key, openTable.keys());
        return new WriteRequest.Check(openTable, writeCondition, openTable.key(key));
    }

    WriteRequest update(RequestParameters request) {
        String name = TableNames.table(request);
        Item key = key(request);
        Placeholders placeholders = placeholders(request);
        Optional<Update> update = request.text("UpdateExpression")
                .map(source -> Expressions.in("UpdateExpression", () -> UpdateParser.parse(source, placeholders)));
        WriteCondition writeCondition = guard(request, placeholders);
        OpenTable openTable = tables.require(name);
        KeyCheck.key(key, openTable.keys());
        update.ifPresent(change -> change.paths().forEach(path -> refuseKey(path, openTable)));
        return new WriteRequest.Change(openTable, writeCondition, openTable.key(key), key, update);
    }

    static WriteRequest put(OpenTable openTable, Item item, WriteCondition writeCondition) {
        KeyCheck.item(item, openTable.definition());
        return new WriteRequest.Put(openTable, writeCondition, openTable.key(item), item);
    }

    static WriteRequest delete(OpenTable openTable, Item key, WriteCondition writeCondition) {
        KeyCheck.key(key, openTable.keys());
        return new WriteRequest.Delete(openTable, writeCondition, openTable.key(key));
    }

    private WriteCondition guard(RequestParameters request) {
        return guard(request, placeholders(request));
    }

    private static WriteCondition guard(RequestParameters request, Placeholders placeholders) {
        Optional<Condition> condition = request.text("ConditionExpression")
                .map(source ->
                        Expressions.in("ConditionExpression", () -> ConditionParser.parse(source, placeholders)));
        placeholders.refuseUnused();
        boolean showsOld = request.choice("ReturnValuesOnConditionCheckFailure", ON_FAILURE)
                .filter("ALL_OLD"::equals)
                .isPresent();
        return new WriteCondition(condition, showsOld);
    }

    private static Placeholders placeholders(RequestParameters request) {
        return Expressions.placeholders(request, List.of("UpdateExpression", "ConditionExpression"));
    }

    private static Item key(RequestParameters request) {
        return ValueReader.item(request.requiredStructure("Key").json());
    }

    private static void refuseKey(Path path, OpenTable openTable) {
        if (!openTable.keys().names().contains(path.head())) {
            return;
        }
        throw path.isNested()
                ? AwsServiceException.validation(
                        "Key attributes must be scalars; list random access '[]' and map lookup '.'"
                                + " are not allowed: Key: " + path.head())
                : AwsServiceException.validation("One or more parameter values were invalid: Cannot update attribute "
                        + path.head() + ". This attribute is part of the key");
    }
}
