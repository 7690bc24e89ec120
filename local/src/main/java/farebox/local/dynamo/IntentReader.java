package farebox.local.dynamo;

import farebox.local.awsjson.AwsRefusal;
import farebox.local.awsjson.Parameters;
import farebox.local.dynamo.expression.Condition;
import farebox.local.dynamo.expression.ConditionParser;
import farebox.local.dynamo.expression.Path;
import farebox.local.dynamo.expression.Placeholders;
import farebox.local.dynamo.expression.Update;
import farebox.local.dynamo.expression.UpdateParser;
import farebox.local.dynamo.value.Item;
import farebox.local.dynamo.value.ValueReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads writes, alone or as a part of a transaction. */
final class IntentReader {
    static final Set<String> GUARDED = Set.of(
            "TableName",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValuesOnConditionCheckFailure");
    private static final List<String> ON_FAILURE = List.of("ALL_OLD", "NONE");

    private final Tables tables;

    IntentReader(Tables tables) {
        this.tables = tables;
    }

    Intent put(Parameters request) {
        String table = Names.table(request);
        Item item = ValueReader.item(request.requiredStructure("Item").json());
        KeyCheck.size(item, "Item size has exceeded the maximum allowed size");
        Guard guard = guard(request);
        return put(tables.require(table), item, guard);
    }

    Intent delete(Parameters request) {
        String table = Names.table(request);
        Item key = key(request);
        Guard guard = guard(request);
        return delete(tables.require(table), key, guard);
    }

    Intent check(Parameters request) {
        String name = Names.table(request);
        Item key = key(request);
        if (!request.has("ConditionExpression")) {
            throw Parameters.missing("ConditionExpression");
        }
        Guard guard = guard(request);
        Table table = tables.require(name);
        KeyCheck.key(key, table.keys());
        return new Intent.Check(table, guard, table.key(key));
    }

    Intent update(Parameters request) {
        String name = Names.table(request);
        Item key = key(request);
        Placeholders placeholders = placeholders(request);
        Optional<Update> update = request.text("UpdateExpression")
                .map(source -> Expressions.in("UpdateExpression", () -> UpdateParser.parse(source, placeholders)));
        Guard guard = guard(request, placeholders);
        Table table = tables.require(name);
        KeyCheck.key(key, table.keys());
        update.ifPresent(change -> change.paths().forEach(path -> refuseKey(path, table)));
        return new Intent.Change(table, guard, table.key(key), key, update);
    }

    static Intent put(Table table, Item item, Guard guard) {
        KeyCheck.item(item, table.definition());
        return new Intent.Put(table, guard, table.key(item), item);
    }

    static Intent delete(Table table, Item key, Guard guard) {
        KeyCheck.key(key, table.keys());
        return new Intent.Delete(table, guard, table.key(key));
    }

    private Guard guard(Parameters request) {
        return guard(request, placeholders(request));
    }

    private static Guard guard(Parameters request, Placeholders placeholders) {
        Optional<Condition> condition = request.text("ConditionExpression")
                .map(source ->
                        Expressions.in("ConditionExpression", () -> ConditionParser.parse(source, placeholders)));
        placeholders.refuseUnused();
        boolean showsOld = request.choice("ReturnValuesOnConditionCheckFailure", ON_FAILURE)
                .filter("ALL_OLD"::equals)
                .isPresent();
        return new Guard(condition, showsOld);
    }

    private static Placeholders placeholders(Parameters request) {
        return Expressions.placeholders(request, List.of("UpdateExpression", "ConditionExpression"));
    }

    private static Item key(Parameters request) {
        return ValueReader.item(request.requiredStructure("Key").json());
    }

    private static void refuseKey(Path path, Table table) {
        if (!table.keys().names().contains(path.head())) {
            return;
        }
        throw path.isNested()
                ? AwsRefusal.validation("Key attributes must be scalars; list random access '[]' and map lookup '.'"
                        + " are not allowed: Key: " + path.head())
                : AwsRefusal.validation("One or more parameter values were invalid: Cannot update attribute "
                        + path.head() + ". This attribute is part of the key");
    }
}
