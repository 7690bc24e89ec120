package farebox.local.stepfunctions.definition;

import com.fasterxml.jackson.databind.node.IntNode;
import farebox.local.stepfunctions.definition.Distribution.Format;
import farebox.local.stepfunctions.definition.Distribution.ItemBatcher;
import farebox.local.stepfunctions.definition.Distribution.ItemReader;
import farebox.local.stepfunctions.definition.Distribution.ResultWriter;
import farebox.local.stepfunctions.definition.Distribution.ResultWriter.Target;
import farebox.local.stepfunctions.definition.Distribution.ResultWriter.Transformation;
import farebox.local.stepfunctions.definition.Distribution.ToleratedFailure;
import farebox.local.stepfunctions.expression.Template;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a Map state in both modes. */
final class MapReader {
    private static final Set<String> TYPES = Set.of("STANDARD", "EXPRESS");

    private final StateReader states;
    private final Function<Fields, Workflow> workflows;

    MapReader(StateReader states, Function<Fields, Workflow> workflows) {
        this.states = states;
        this.workflows = workflows;
    }

    State read(String name, Fields fields) {
        Fields processor = fields.object("ItemProcessor");
        Optional<Distribution> distribution =
                distributed(processor) ? Optional.of(distribution(name, fields)) : Optional.empty();
        MapItems items = new MapItems(
                fields.template("Items"),
                fields.template("ItemSelector"),
                fields.numeric("MaxConcurrency").orElseGet(() -> new Template.Literal(new IntNode(0))));
        if (distribution.flatMap(Distribution::reader).isPresent()
                && items.items().isPresent()) {
            throw fields.error("Fields 'Items' and 'ItemReader' exclude each other");
        }
        return new State.Map(
                name,
                items,
                workflows.apply(processor),
                distribution,
                RecoveryReader.read(fields),
                states.exit(fields));
    }

    private static boolean distributed(Fields processor) {
        Optional<Fields> config = processor.findObject("ProcessorConfig");
        if (config.isEmpty()) {
            return false;
        }
        String mode = config.get().findText("Mode").orElse("INLINE");
        String type = config.get().findText("ExecutionType").orElse("STANDARD");
        config.get().refuseOthers();
        return switch (mode) {
            case "INLINE" -> false;
            case "DISTRIBUTED" -> {
                if (!TYPES.contains(type)) {
                    throw config.get().error("ExecutionType must be STANDARD or EXPRESS, not " + type);
                }
                yield true;
            }
            case String other -> throw config.get().error("Mode must be INLINE or DISTRIBUTED, not " + other);
        };
    }

    private Distribution distribution(String name, Fields fields) {
        return new Distribution(
                fields.findText("Label").orElse(name),
                fields.findObject("ItemReader").map(this::reader),
                fields.findObject("ItemBatcher").map(MapReader::batcher),
                fields.findObject("ResultWriter").map(this::writer),
                new ToleratedFailure(
                        fields.numeric("ToleratedFailureCount"), fields.numeric("ToleratedFailurePercentage")));
    }

    private ItemReader reader(Fields fields) {
        TaskResource resource = states.resource(fields);
        Template arguments =
                fields.template("Arguments").orElseThrow(() -> fields.error("Missing the required field 'Arguments'"));
        Optional<Fields> config = fields.findObject("ReaderConfig");
        Format format = resource.action().equals("listObjectsV2") ? new Format.Listing() : format(fields, config);
        Optional<Template> maxItems = config.flatMap(read -> read.numeric("MaxItems"));
        config.ifPresent(Fields::refuseOthers);
        fields.refuseOthers();
        return new ItemReader(resource, arguments, format, maxItems);
    }

    private static Format format(Fields fields, Optional<Fields> config) {
        Fields read = config.orElseThrow(() -> fields.error("Missing the required field 'ReaderConfig'"));
        return switch (read.text("InputType")) {
            case "JSON" -> new Format.Json();
            case "JSONL" -> new Format.JsonLines();
            case "CSV" -> csv(read);
            case String other -> throw read.error("InputType must be JSON, JSONL or CSV, not " + other);
        };
    }

    private static Format csv(Fields fields) {
        char delimiter = switch (fields.findText("CSVDelimiter").orElse("COMMA")) {
            case "COMMA" -> ',';
            case "PIPE" -> '|';
            case "SEMICOLON" -> ';';
            case "SPACE" -> ' ';
            case "TAB" -> '\t';
            case String other -> throw fields.error("CSVDelimiter '" + other + "' is not supported");
        };
        return switch (fields.text("CSVHeaderLocation")) {
            case "FIRST_ROW" -> new Format.Csv(Optional.empty(), delimiter);
            case "GIVEN" -> new Format.Csv(Optional.of(fields.texts("CSVHeaders")), delimiter);
            case String other -> throw fields.error("CSVHeaderLocation must be FIRST_ROW or GIVEN, not " + other);
        };
    }

    private static ItemBatcher batcher(Fields fields) {
        ItemBatcher batcher = new ItemBatcher(
                fields.numeric("MaxItemsPerBatch"),
                fields.numeric("MaxInputBytesPerBatch"),
                fields.template("BatchInput"));
        if (batcher.maxItems().isEmpty() && batcher.maxInputBytes().isEmpty()) {
            throw fields.error("One of the fields 'MaxItemsPerBatch' and 'MaxInputBytesPerBatch' is required");
        }
        fields.refuseOthers();
        return batcher;
    }

    private ResultWriter writer(Fields fields) {
        Optional<Target> target = fields.has("Resource")
                ? Optional.of(new Target(
                        states.resource(fields),
                        fields.template("Arguments")
                                .orElseThrow(() -> fields.error("Missing the required field 'Arguments'"))))
                : Optional.empty();
        Optional<Fields> config = fields.findObject("WriterConfig");
        Transformation transformation = config.map(MapReader::transformation).orElse(Transformation.NONE);
        boolean lines = config.flatMap(written -> written.findText("OutputType"))
                .filter("JSONL"::equals)
                .isPresent();
        config.ifPresent(Fields::refuseOthers);
        fields.refuseOthers();
        return new ResultWriter(target, transformation, lines);
    }

    private static Transformation transformation(Fields fields) {
        return switch (fields.findText("Transformation").orElse("NONE")) {
            case "NONE" -> Transformation.NONE;
            case "COMPACT" -> Transformation.COMPACT;
            case "FLATTEN" -> Transformation.FLATTEN;
            case String other -> throw fields.error("Transformation must be NONE, COMPACT or FLATTEN, not " + other);
        };
    }
}
