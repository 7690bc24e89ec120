package farebox.local.launcher;

import farebox.local.dynamodb.IndexDefinition;
import farebox.local.dynamodb.KeyAttribute;
import farebox.local.dynamodb.KeySchema;
import farebox.local.dynamodb.StreamView;
import farebox.local.dynamodb.TableDefinition;
import farebox.local.dynamodb.value.ValueType;
import farebox.local.template.Deployment;
import java.util.List;
import java.util.Optional;

/** Tables as the template's reader has them, turned into what the local DynamoDB wants. */
final class TemplateTables {
    private TemplateTables() {}

    static TableDefinition definition(Deployment.Table table) {
        return new TableDefinition(
                table.name(),
                keys(table.key()),
                table.indexes().stream().map(TemplateTables::index).toList(),
                view(table.stream()),
                Optional.of(table.timeToLive()).filter(attribute -> !attribute.isEmpty()));
    }

    private static IndexDefinition index(Deployment.Index index) {
        return new IndexDefinition(
                index.name(),
                keys(index.key()),
                IndexDefinition.Projected.valueOf(index.projection()),
                index.included());
    }

    private static KeySchema keys(List<Deployment.KeyPart> parts) {
        List<KeyAttribute> attributes = parts.stream()
                .map(part -> new KeyAttribute(part.attribute(), ValueType.valueOf(part.type())))
                .toList();
        return attributes.size() == 1
                ? KeySchema.of(attributes.getFirst())
                : KeySchema.of(attributes.getFirst(), attributes.getLast());
    }

    private static Optional<StreamView> view(Deployment.StreamView view) {
        return switch (view) {
            case NONE -> Optional.empty();
            case KEYS_ONLY -> Optional.of(StreamView.KEYS_ONLY);
            case NEW_IMAGE -> Optional.of(StreamView.NEW_IMAGE);
            case OLD_IMAGE -> Optional.of(StreamView.OLD_IMAGE);
            case NEW_AND_OLD_IMAGES -> Optional.of(StreamView.NEW_AND_OLD_IMAGES);
        };
    }
}
