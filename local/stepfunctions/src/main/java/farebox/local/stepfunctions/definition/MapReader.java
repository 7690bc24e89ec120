package farebox.local.stepfunctions.definition;

import com.fasterxml.jackson.databind.node.IntNode;
import farebox.local.stepfunctions.definition.Distribution.Format;
import farebox.local.stepfunctions.definition.Distribution.ItemBatcher;
import farebox.local.stepfunctions.definition.Distribution.ItemReader;
import farebox.local.stepfunctions.definition.Distribution.ResultWriter;
import farebox.local.stepfunctions.definition.Distribution.ResultWriter.Target;
import farebox.local.stepfunctions.definition.Distribution.ResultWriter.Transformation;
import farebox.local.stepfunctions.definition.Distribution.ToleratedFailure;
import farebox.local.stepfunctions.expression.ExpressionTemplate;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a Map state in both modes. */
final class MapReader {
    private static final Set<String> TYPES = Set.of("STANDARD", "EXPRESS");

    private final StateReader states;
    private final Function<StateFields, Workflow> workflows;

    MapReader(StateReader states, Function<StateFields, Workflow> workflows) {
        this.states = states;
        this.workflows = workflows;
    }

    State read(String name, StateFields stateFields) {
        StateFields processor = stateFields.object("ItemProcessor");
        Optional<Distribution> distribution =
                distributed(processor) ? Optional.of(distribution(name, stateFields)) : Optional.empty();
        MapItems items = new MapItems(
                stateFields.template("Items"),
                stateFields.template("ItemSelector"),
                stateFields.numeric("MaxConcurrency").orElseGet(() -> new ExpressionTemplate.Literal(new IntNode(0))));
        if (distribution.flatMap(Distribution::reader).isPresent()
                && items.items().isPresent()) {
            throw stateFields.error("Fields 'Items' and 'ItemReader' exclude each other");
        }
        return new State.Map(
                name,
                items,
                workflows.apply(processor),
                distribution,
                RecoveryReader.read(stateFields),
                states.exit(stateFields));
    }

    private static boolean distributed(StateFields processor) {
        Optional<StateFields> config = processor.findObject("ProcessorConfig");
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

    private Distribution distribution(String name, StateFields stateFields) {
        return new Distribution(
                stateFields.findText("Label").orElse(name),
                stateFields.findObject("ItemReader").map(this::reader),
                stateFields.findObject("ItemBatcher").map(MapReader::batcher),
                stateFields.findObject("ResultWriter").map(this::writer),
                new ToleratedFailure(
                        stateFields.numeric("ToleratedFailureCount"),
                        stateFields.numeric("ToleratedFailurePercentage")));
    }

    private ItemReader reader(StateFields stateFields) {
        TaskResource resource = states.resource(stateFields);
        ExpressionTemplate arguments = stateFields
                .template("Arguments")
                .orElseThrow(() -> stateFields.error("Missing the required field 'Arguments'"));
        Optional<StateFields> config = stateFields.findObject("ReaderConfig");
        Format format = resource.action().equals("listObjectsV2") ? new Format.Listing() : format(stateFields, config);
        Optional<ExpressionTemplate> maxItems = config.flatMap(read -> read.numeric("MaxItems"));
        config.ifPresent(StateFields::refuseOthers);
        stateFields.refuseOthers();
        return new ItemReader(resource, arguments, format, maxItems);
    }

    private static Format format(StateFields stateFields, Optional<StateFields> config) {
        StateFields read = config.orElseThrow(() -> stateFields.error("Missing the required field 'ReaderConfig'"));
        return switch (read.text("InputType")) {
            case "JSON" -> new Format.Json();
            case "JSONL" -> new Format.JsonLines();
            case "CSV" -> csv(read);
            case String other -> throw read.error("InputType must be JSON, JSONL or CSV, not " + other);
        };
    }

    private static Format csv(StateFields stateFields) {
        char delimiter = switch (stateFields.findText("CSVDelimiter").orElse("COMMA")) {
            case "COMMA" -> ',';
            case "PIPE" -> '|';
            case "SEMICOLON" -> ';';
            case "SPACE" -> ' ';
            case "TAB" -> '\t';
            case String other -> throw stateFields.error("CSVDelimiter '" + other + "' is not supported");
        };
        return switch (stateFields.text("CSVHeaderLocation")) {
            case "FIRST_ROW" -> new Format.Csv(Optional.empty(), delimiter);
            case "GIVEN" -> new Format.Csv(Optional.of(stateFields.texts("CSVHeaders")), delimiter);
            case String other -> throw stateFields.error("CSVHeaderLocation must be FIRST_ROW or GIVEN, not " + other);
        };
    }

    private static ItemBatcher batcher(StateFields stateFields) {
        ItemBatcher batcher = new ItemBatcher(
                stateFields.numeric("MaxItemsPerBatch"),
                stateFields.numeric("MaxInputBytesPerBatch"),
                stateFields.template("BatchInput"));
        if (batcher.maxItems().isEmpty() && batcher.maxInputBytes().isEmpty()) {
            throw stateFields.error("One of the fields 'MaxItemsPerBatch' and 'MaxInputBytesPerBatch' is required");
        }
        stateFields.refuseOthers();
        return batcher;
    }

    private ResultWriter writer(StateFields stateFields) {
        Optional<Target> target = stateFields.has("Resource")
                ? Optional.of(new Target(
                        states.resource(stateFields),
                        stateFields
                                .template("Arguments")
                                .orElseThrow(() -> stateFields.error("Missing the required field 'Arguments'"))))
                : Optional.empty();
        Optional<StateFields> config = stateFields.findObject("WriterConfig");
        Transformation transformation = config.map(MapReader::transformation).orElse(Transformation.NONE);
        boolean lines = config.flatMap(written -> written.findText("OutputType"))
                .filter("JSONL"::equals)
                .isPresent();
        config.ifPresent(StateFields::refuseOthers);
        stateFields.refuseOthers();
        return new ResultWriter(target, transformation, lines);
    }

    private static Transformation transformation(StateFields stateFields) {
        return switch (stateFields.findText("Transformation").orElse("NONE")) {
            case "NONE" -> Transformation.NONE;
            case "COMPACT" -> Transformation.COMPACT;
            case "FLATTEN" -> Transformation.FLATTEN;
            case String other ->
                throw stateFields.error("Transformation must be NONE, COMPACT or FLATTEN, not " + other);
        };
    }
}
