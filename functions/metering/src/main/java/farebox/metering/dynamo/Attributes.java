package farebox.metering.dynamo;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The client's wordy attribute values in short. */
final class Attributes {
    private Attributes() {}

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /** The texts of an item's strings and numbers, by name. */
    static Function<String, Optional<String>> texts(Map<String, AttributeValue> item) {
        return name -> Optional.ofNullable(item.get(name)).flatMap(Attributes::textOf);
    }

    private static Optional<String> textOf(AttributeValue value) {
        return Optional.ofNullable(value.s()).or(() -> Optional.ofNullable(value.n()));
    }
}
