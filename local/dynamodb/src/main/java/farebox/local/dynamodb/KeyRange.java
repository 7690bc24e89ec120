package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.expression.KeyTerm;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.KeyBytes;
import farebox.local.dynamodb.value.Value;
import farebox.local.store.ByteRange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a table or index that a key condition means. */
record KeyRange(Value partition, Optional<KeyTerm> sort, ByteRange bytes) {
    static KeyRange of(KeySchema keys, Map<String, KeyTerm> terms) {
        refuseMisfit(keys, terms);
        KeyTerm partition =
                Optional.ofNullable(terms.get(keys.partition().name())).orElseThrow(() -> missed(keys.partition()));
        refuseType(partition, keys.partition());
        if (partition.operator() != KeyTerm.Operator.EQ) {
            throw AwsServiceException.validation("Query key condition not supported");
        }
        Value value = partition.values().getFirst();
        Optional<KeyTerm> sort = keys.sort().flatMap(attribute -> Optional.ofNullable(terms.get(attribute.name())));
        keys.sort().ifPresent(attribute -> sort.ifPresent(term -> refuseType(term, attribute)));
        byte[] prefix = new KeyBytes().add(value).array();
        return new KeyRange(
                value, sort, sort.map(term -> range(prefix, term)).orElseGet(() -> ByteRange.prefix(prefix)));
    }

    /** @throws AwsServiceException if a page cannot begin after this key */
    void refuseOutside(Item start, KeySchema keys) {
        boolean samePartition =
                start.find(keys.partition().name()).filter(partition::equals).isPresent();
        if (!samePartition) {
            throw AwsServiceException.validation(
                    sort.isEmpty()
                            ? "The provided starting key is outside query boundaries based on provided conditions"
                            : "The query can return at most one row and cannot be restarted");
        }
        KeyBytes key = new KeyBytes();
        keys.attributes()
                .forEach(attribute -> key.add(start.find(attribute.name()).orElseThrow()));
        byte[] at = key.array();
        boolean inside = Arrays.compareUnsigned(at, bytes.low()) >= 0
                && (bytes.high().length == 0 || Arrays.compareUnsigned(at, bytes.high()) < 0);
        if (!inside) {
            throw AwsServiceException.validation("The provided starting key does not match the range key predicate");
        }
    }

    private static ByteRange range(byte[] prefix, KeyTerm term) {
        ByteRange all = ByteRange.prefix(prefix);
        Value first = term.values().getFirst();
        byte[] at = new KeyBytes().addRaw(prefix).add(first).array();
        return switch (term.operator()) {
            case EQ -> ByteRange.prefix(at);
            case LT -> new ByteRange(all.low(), at);
            case LE -> new ByteRange(all.low(), ByteRange.afterPrefix(at));
            case GT -> new ByteRange(ByteRange.afterPrefix(at), all.high());
            case GE -> new ByteRange(at, all.high());
            case BETWEEN -> {
                byte[] last = new KeyBytes()
                        .addRaw(prefix)
                        .add(term.values().getLast())
                        .array();
                yield new ByteRange(at, ByteRange.afterPrefix(last));
            }
            case BEGINS_WITH ->
                ByteRange.prefix(new KeyBytes().addRaw(prefix).addPrefix(first).array());
        };
    }

    private static void refuseMisfit(KeySchema keys, Map<String, KeyTerm> terms) {
        if (terms.size() > 2) {
            throw AwsServiceException.validation("Conditions can be of length 1 or 2 only");
        }
        if (terms.size() > keys.attributes().size()) {
            throw AwsServiceException.validation("Query key condition not supported");
        }
        List<KeyAttribute> attributes = keys.attributes();
        attributes.stream()
                .filter(attribute -> terms.size() > 1 && !terms.containsKey(attribute.name()))
                .findFirst()
                .ifPresent(attribute -> {
                    throw missed(attribute);
                });
    }

    private static AwsServiceException missed(KeyAttribute attribute) {
        return AwsServiceException.validation("Query condition missed key schema element: " + attribute.name());
    }

    private static void refuseType(KeyTerm term, KeyAttribute attribute) {
        if (term.values().stream().anyMatch(value -> value.type() != attribute.type())) {
            throw AwsServiceException.validation(
                    "One or more parameter values were invalid: Condition parameter type does not"
                            + " match schema type");
        }
    }
}
