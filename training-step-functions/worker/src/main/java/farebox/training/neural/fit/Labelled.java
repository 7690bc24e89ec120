package farebox.training.neural.fit;

import farebox.training.neural.Targets;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The class of each row of scores, below zero where none counts. */
record Labelled(int[] classes) {
    static Labelled of(Targets targets) {
        return switch (targets) {
            case Targets.Classes(int[] classes) -> new Labelled(classes);
            case Targets.NextTokens(long[] ids, int length) ->
                new Labelled(Arrays.stream(ids).mapToInt(Math::toIntExact).toArray());
            case Targets.Values _ -> throw new IllegalArgumentException("numbers are no classes");
        };
    }

    int count() {
        return classes.length;
    }

    int at(int row) {
        return classes[row];
    }

    /** The mean over rows that count. */
    double mean(IntToDoubleFunction value) {
        return IntStream.range(0, classes.length)
                .filter(row -> classes[row] >= 0)
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN);
    }
}
