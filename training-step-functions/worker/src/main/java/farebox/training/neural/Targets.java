package farebox.training.neural;

import java.util.Arrays;

/** What a network shall give, for several examples one after the other. */
public sealed interface Targets {
    /** The class of each example, from 0. */
    record Classes(int[] classes) implements Targets {}

    /** Numbers of each example. */
    record Values(float[] values, int width) implements Targets {}

    /** The token that follows at each place of each example; {@link #IGNORED} where none shall be learned. */
    record NextTokens(long[] ids, int length) implements Targets {
        public static final long IGNORED = -1;
    }

    /** Some of the examples, in the order of {@code rows}. */
    default Targets select(int[] rows) {
        return switch (this) {
            case Classes(int[] classes) ->
                new Classes(Arrays.stream(rows).map(row -> classes[row]).toArray());
            case Values(float[] values, int width) -> new Values(Rows.select(values, width, rows), width);
            case NextTokens(long[] ids, int length) -> new NextTokens(Rows.select(ids, length, rows), length);
        };
    }
}
