package farebox.training.tabular;

/** What a model predicts. */
public sealed interface Task {
    /** Numbers that a model gives for one row. */
    int outputs();

    /** One of several classes; a model gives a probability for each. */
    record Classification(int classes) implements Task {
        @Override
        public int outputs() {
            return classes;
        }
    }

    /** A number. */
    record Regression() implements Task {
        @Override
        public int outputs() {
            return 1;
        }
    }
}
