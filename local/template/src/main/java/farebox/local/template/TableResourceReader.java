package farebox.local.template;

import farebox.local.template.Deployment.Index;
import farebox.local.template.Deployment.KeyPart;
import farebox.local.template.Deployment.StreamView;
import farebox.local.template.Deployment.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an AWS::DynamoDB::Table. */
final class TableResourceReader {
    private final Section table;

    private TableResourceReader(Section table) {
        this.table = table.only(SupportedProperties.TABLE);
    }

    static Table read(Section table, String name) {
        TableResourceReader reader = new TableResourceReader(table);
        return new Table(
                name,
                reader.key(table),
                table.sections("GlobalSecondaryIndexes").stream()
                        .map(reader::index)
                        .toList(),
                reader.view(),
                reader.timeToLive());
    }

    private List<KeyPart> key(Section keyed) {
        // HASH sorts before RANGE.
        List<KeyPart> key = keyed.sections("KeySchema").stream()
                .sorted(Comparator.comparing(part -> part.text("KeyType")))
                .map(part -> new KeyPart(part.text("AttributeName"), type(part.text("AttributeName"))))
                .toList();
        if (key.isEmpty() || key.size() > 2) {
            throw keyed.problem("KeySchema", "one or two parts are wanted, here are " + key.size());
        }
        return key;
    }

    private String type(String attribute) {
        return table.sections("AttributeDefinitions").stream()
                .filter(definition -> definition.text("AttributeName").equals(attribute))
                .map(definition -> definition.text("AttributeType"))
                .findFirst()
                .orElseThrow(() -> table.problem("AttributeDefinitions", "the key " + attribute + " is not defined"));
    }

    private Index index(Section index) {
        index.only(Set.of(
                "IndexName",
                "KeySchema",
                "Projection",
                "ProvisionedThroughput",
                "OnDemandThroughput",
                "ContributorInsightsSpecification",
                "WarmThroughput"));
        Section projection = index.section("Projection").only(Set.of("ProjectionType", "NonKeyAttributes"));
        return new Index(
                index.text("IndexName"),
                key(index),
                projection.textOr("ProjectionType", "ALL"),
                projection.texts("NonKeyAttributes"));
    }

    private StreamView view() {
        Optional<Section> stream = table.maybeSection("StreamSpecification");
        if (stream.isEmpty()) {
            return StreamView.NONE;
        }
        String view =
                stream.get().only(Set.of("StreamViewType", "ResourcePolicy")).text("StreamViewType");
        return List.of(StreamView.values()).stream()
                .filter(known -> known.name().equals(view))
                .findFirst()
                .orElseThrow(() -> stream.get().problem("StreamViewType", view + " is no view of a stream"));
    }

    private String timeToLive() {
        return table.maybeSection("TimeToLiveSpecification")
                .map(setting -> setting.only(Set.of("AttributeName", "Enabled")))
                .filter(setting -> setting.flag("Enabled"))
                .map(setting -> setting.text("AttributeName"))
                .orElse("");
    }
}
