package farebox.training.features;

import farebox.training.tabular.Task;
import java.util.Arrays;
import java.util.List;

/** What each row is to be predicted as. */
public sealed interface Target {
    Task task();

    /** One value per row: the index of its label, or its number. */
    double[] values();

    /** The rows of these indexes, in their order. */
    Target select(int[] rows);

    /** The names of the classes in the order of their indexes; empty for a regression. */
    List<String> labels();

    /** Labels of a classification, in the order of their indexes. */
    record Labels(List<String> labels, double[] values) implements Target {
        public Labels {
            labels = List.copyOf(labels);
        }

        @Override
        public Labels select(int[] rows) {
            return new Labels(
                    labels, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
        }

        @Override
        public Task task() {
            return new Task.Classification(labels.size());
        }
    }

    /** Numbers of a regression. */
    record Quantities(double[] values) implements Target {
        @Override
        public List<String> labels() {
            return List.of();
        }

        @Override
        public Quantities select(int[] rows) {
            return new Quantities(
                    Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
        }

        @Override
        public Task task() {
            return new Task.Regression();
        }
    }
}
