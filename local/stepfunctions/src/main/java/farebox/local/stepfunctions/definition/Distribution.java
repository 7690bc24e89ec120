package farebox.local.stepfunctions.definition;

import farebox.local.stepfunctions.expression.ExpressionTemplate;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.List;
import java.util.Optional;

/** What only a Map state in distributed mode has. */
public record Distribution(
        String label,
        Optional<ItemReader> reader,
        Optional<ItemBatcher> batcher,
        Optional<ResultWriter> writer,
        ToleratedFailure tolerated) {

    /** @param maxItems a number, or empty for all */
    public record ItemReader(
            TaskResource resource,
            ExpressionTemplate arguments,
            Format format,
            Optional<ExpressionTemplate> maxItems) {}

    /** How the object that holds the items is read. */
    public sealed interface Format {
        record Json() implements Format {}

        record JsonLines() implements Format {}

        /** @param headers empty for those in the first row */
        record Csv(Optional<List<String>> headers, char delimiter) implements Format {}

        /** The items are the objects below a prefix, not in an object. */
        record Listing() implements Format {}
    }

    /** A batch ends where the next item would go over either limit. */
    public record ItemBatcher(
            Optional<ExpressionTemplate> maxItems,
            Optional<ExpressionTemplate> maxInputBytes,
            Optional<ExpressionTemplate> batchInput) {}

    /** @param target empty where the results are only transformed */
    public record ResultWriter(Optional<Target> target, Transformation transformation, boolean jsonLines) {
        public record Target(TaskResource resource, ExpressionTemplate arguments) {}

        public enum Transformation {
            NONE,
            COMPACT,
            FLATTEN
        }
    }

    /** The state fails when more than either have failed. */
    public record ToleratedFailure(Optional<ExpressionTemplate> count, Optional<ExpressionTemplate> percentage) {}
}
