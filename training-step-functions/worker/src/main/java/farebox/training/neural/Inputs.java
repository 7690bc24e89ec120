package farebox.training.neural;

/** What goes into a network, for several examples one after the other. */
public sealed interface Inputs {
    /** Examples of these sizes each. */
    record Numbers(float[] values, Sizes sizes) implements Inputs {
        @Override
        public int count() {
            return Math.toIntExact(values.length / sizes.count());
        }
    }

    /** Texts of this many tokens each; id 0 is padding. */
    record Tokens(long[] ids, int length) implements Inputs {
        @Override
        public int count() {
            return ids.length / length;
        }
    }

    /** The number of examples. */
    int count();

    /** Some of the examples, in the order of {@code rows}. */
    default Inputs select(int[] rows) {
        return switch (this) {
            case Numbers(float[] values, Sizes sizes) ->
                new Numbers(Rows.select(values, Math.toIntExact(sizes.count()), rows), sizes);
            case Tokens(long[] ids, int length) -> new Tokens(Rows.select(ids, length, rows), length);
        };
    }
}
