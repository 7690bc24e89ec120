package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.value.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a table's definition out of CreateTable's parameters. */
final class TableReader {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final List<String> PROJECTIONS = List.of("ALL", "KEYS_ONLY", "INCLUDE");

    private final RequestParameters json;
    private final Map<String, ValueType> types = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    TableReader(RequestParameters json) {
        this.json = json;
    }

    TableDefinition definition() {
        json.structures("AttributeDefinitions").forEach(attribute -> {
            String type = attribute
                    .choice("AttributeType", List.of("B", "N", "S"))
                    .orElseThrow(() -> RequestParameters.missing("AttributeType"));
            types.put(attribute.requiredText("AttributeName"), ValueType.valueOf(type));
        });
        KeySchema keys = keys(json, "Invalid KeySchema: Some index key attribute have no definition");
        List<IndexDefinition> indexes = indexes();
        if (!used.containsAll(types.keySet())) {
            throw AwsServiceException.validation(INVALID
                    + (indexes.isEmpty()
                            ? "Number of attributes in KeySchema does not exactly match number of attributes"
                                    + " defined in AttributeDefinitions"
                            : "Some AttributeDefinitions are not used. AttributeDefinitions: ["
                                    + String.join(", ", types.keySet()) + "], keys used: ["
                                    + String.join(", ", used) + "]"));
        }
        return new TableDefinition(json.requiredText("TableName"), keys, indexes, stream(), Optional.empty());
    }

    private List<IndexDefinition> indexes() {
        if (json.has("GlobalSecondaryIndexes")
                && json.structures("GlobalSecondaryIndexes").isEmpty()) {
            throw AwsServiceException.validation(INVALID + "List of GlobalSecondaryIndexes is empty");
        }
        List<IndexDefinition> indexes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RequestParameters index : json.structures("GlobalSecondaryIndexes")) {
            indexes.add(index(index));
            if (!names.add(indexes.getLast().name())) {
                throw AwsServiceException.validation(
                        INVALID + "Duplicate index name: " + indexes.getLast().name());
            }
        }
        return indexes;
    }

    private IndexDefinition index(RequestParameters index) {
        KeySchema keys = keys(index, "");
        RequestParameters projection = index.requiredStructure("Projection");
        String type = projection
                .choice("ProjectionType", PROJECTIONS)
                .orElseThrow(() -> AwsServiceException.validation(INVALID + "Unknown ProjectionType: null"));
        List<String> included = projection.texts("NonKeyAttributes");
        if (!included.isEmpty() && !type.equals("INCLUDE")) {
            throw AwsServiceException.validation(
                    INVALID + "ProjectionType is " + type + ", but NonKeyAttributes is specified");
        }
        return new IndexDefinition(
                index.requiredText("IndexName"), keys, IndexDefinition.Projected.valueOf(type), included);
    }

    private KeySchema keys(RequestParameters owner, String undefined) {
        List<RequestParameters> schema = owner.structures("KeySchema");
        if (schema.isEmpty() || schema.size() > 2) {
            throw AwsServiceException.validation(
                    "1 validation error detected: Value '" + owner.json().path("KeySchema")
                            + "' at 'keySchema' failed to satisfy constraint: Member must have length "
                            + (schema.isEmpty() ? "greater than or equal to 1" : "less than or equal to 2"));
        }
        List<String> names = schema.stream()
                .map(element -> element.requiredText("AttributeName"))
                .toList();
        refuseUndefined(names, undefined);
        if (names.size() == 2 && names.getFirst().equals(names.getLast())) {
            throw AwsServiceException.validation(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        refuseUnless(schema.getFirst(), "HASH", "first");
        KeyAttribute partition = attribute(names.getFirst());
        if (schema.size() == 1) {
            return KeySchema.of(partition);
        }
        refuseUnless(schema.getLast(), "RANGE", "second");
        return KeySchema.of(partition, attribute(names.getLast()));
    }

    private void refuseUndefined(List<String> names, String tooFew) {
        if (!tooFew.isEmpty() && names.size() > types.size()) {
            throw AwsServiceException.validation(tooFew);
        }
        if (!types.keySet().containsAll(names)) {
            throw AwsServiceException.validation(INVALID
                    + "Some index key attributes are not defined in AttributeDefinitions. Keys: ["
                    + String.join(", ", names) + "], AttributeDefinitions: [" + String.join(", ", types.keySet())
                    + "]");
        }
    }

    private static void refuseUnless(RequestParameters element, String type, String place) {
        String given = element.choice("KeyType", List.of("HASH", "RANGE"))
                .orElseThrow(() -> RequestParameters.missing("KeyType"));
        if (!given.equals(type)) {
            throw AwsServiceException.validation(
                    "Invalid KeySchema: The " + place + " KeySchemaElement is not a " + type + " key type");
        }
    }

    private KeyAttribute attribute(String name) {
        used.add(name);
        return new KeyAttribute(name, Optional.ofNullable(types.get(name)).orElseThrow());
    }

    private Optional<StreamView> stream() {
        Optional<RequestParameters> specification = json.structure("StreamSpecification");
        if (specification.isEmpty() || !specification.get().flag("StreamEnabled", false)) {
            return Optional.empty();
        }
        return Optional.of(specification
                .get()
                .choice("StreamViewType", StreamView.names())
                .map(StreamView::valueOf)
                .orElseThrow(() -> AwsServiceException.validation(
                        INVALID + "StreamViewType is required when StreamEnabled is true")));
    }
}
