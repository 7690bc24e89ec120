package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether keys and items fit a table. */
final class KeyCheck {
    private static final int MAX_ITEM = 400 * 1024;
    private static final int MAX_PARTITION = 2048;
    private static final int MAX_SORT = 1024;
    private static final String MISMATCH = "The provided key element does not match the schema";
    private static final String WERE_INVALID = "One or more parameter values were invalid: ";
    private static final String NOT_VALID = "One or more parameter values are not valid. ";

    private KeyCheck() {}

    /** The key of a request: these attributes, of these types, and no others. */
    static void key(Item key, KeySchema keys) {
        if (key.attributes().size() != keys.attributes().size()) {
            throw AwsServiceException.validation(MISMATCH);
        }
        keys.attributes().forEach(attribute -> piece(key, attribute, keys));
    }

    /** One attribute of a key. */
    static void piece(Item key, KeyAttribute attribute, KeySchema keys) {
        Value value = key.find(attribute.name())
                .filter(given -> given.type() == attribute.type())
                .orElseThrow(() -> AwsServiceException.validation(MISMATCH));
        emptiness(value).ifPresent(kind -> {
            throw AwsServiceException.validation(
                    WERE_INVALID + "The AttributeValue for a key attribute cannot contain an empty " + kind
                            + " value. Key: " + attribute.name());
        });
        refuseLong(value, attribute, keys);
    }

    /** An item that is put. */
    static void item(Item item, TableDefinition table) {
        table.keys().attributes().forEach(attribute -> itemKey(item, attribute, table.keys()));
        indexKeys(item, table);
    }

    /** The keys of the indexes, which an item may lack. */
    static void indexKeys(Item item, TableDefinition table) {
        table.indexes()
                .forEach(index -> index.keys()
                        .attributes()
                        .forEach(attribute ->
                                item.find(attribute.name()).ifPresent(value -> indexKey(value, attribute, index))));
    }

    /** The keys of the indexes after an update, which has errors of its own. */
    static void updatedIndexKeys(Item item, TableDefinition table) {
        table.indexes()
                .forEach(index -> index.keys()
                        .attributes()
                        .forEach(attribute ->
                                item.find(attribute.name()).ifPresent(value -> updatedIndexKey(value, attribute))));
    }

    static void size(Item item, String message) {
        if (item.size() > MAX_ITEM) {
            throw AwsServiceException.validation(message);
        }
    }

    private static void itemKey(Item item, KeyAttribute attribute, KeySchema keys) {
        Value value = item.find(attribute.name())
                .orElseThrow(() -> AwsServiceException.validation(
                        WERE_INVALID + "Missing the key " + attribute.name() + " in the item"));
        if (value.type() != attribute.type()) {
            throw AwsServiceException.validation(WERE_INVALID + "Type mismatch for key " + attribute.name()
                    + " expected: " + attribute.type() + " actual: " + value.type());
        }
        emptiness(value).ifPresent(kind -> {
            throw AwsServiceException.validation(
                    NOT_VALID + "The AttributeValue for a key attribute cannot contain an empty " + kind
                            + " value. Key: " + attribute.name());
        });
        refuseLong(value, attribute, keys);
    }

    private static void indexKey(Value value, KeyAttribute attribute, IndexDefinition index) {
        if (value.type() != attribute.type()) {
            throw AwsServiceException.validation(WERE_INVALID + "Type mismatch for Index Key " + attribute.name()
                    + " Expected: " + attribute.type() + " Actual: " + value.type() + " IndexName: " + index.name());
        }
        emptiness(value).ifPresent(kind -> {
            throw AwsServiceException.validation(
                    NOT_VALID + "A value specified for a secondary index key is not supported."
                            + " The AttributeValue for a key attribute cannot contain an empty " + kind
                            + " value. IndexName: " + index.name() + ", IndexKey: " + attribute.name());
        });
    }

    private static void updatedIndexKey(Value value, KeyAttribute attribute) {
        if (value.type() != attribute.type()) {
            throw AwsServiceException.validation(
                    "The update expression attempted to update the secondary index key to unsupported type");
        }
        emptiness(value).ifPresent(kind -> {
            throw AwsServiceException.validation(
                    NOT_VALID + "The update expression attempted to update a secondary index key to"
                            + " a value that is not supported. The AttributeValue for a key attribute cannot contain an empty "
                            + kind + " value.");
        });
    }

    /** The word for an empty value that no key may have. */
    private static Optional<String> emptiness(Value value) {
        if (value instanceof Value.S(String text) && text.isEmpty()) {
            return Optional.of("string");
        }
        return value instanceof Value.B(var bytes) && bytes.length() == 0 ? Optional.of("binary") : Optional.empty();
    }

    private static void refuseLong(Value value, KeyAttribute attribute, KeySchema keys) {
        int length = length(value);
        if (attribute.equals(keys.partition())) {
            if (length > MAX_PARTITION) {
                throw AwsServiceException.validation(
                        WERE_INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
            }
        } else if (length > MAX_SORT) {
            throw AwsServiceException.validation(
                    WERE_INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        }
    }

    private static int length(Value value) {
        if (value instanceof Value.S(String text)) {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
        return value instanceof Value.B(var bytes) ? bytes.length() : 0;
    }
}
