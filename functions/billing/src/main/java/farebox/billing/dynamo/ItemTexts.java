package farebox.billing.dynamo;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes as texts, for readers that know no SDK. */
final class ItemTexts {
    private ItemTexts() {}

    static Optional<String> text(AttributeValue value) {
        return Optional.ofNullable(value.s()).or(() -> Optional.ofNullable(value.n()));
    }
}
