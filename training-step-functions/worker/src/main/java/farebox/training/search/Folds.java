package farebox.training.search;

import farebox.training.features.Target;
import farebox.training.tabular.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Divides rows at random, each class evenly. */
public final class Folds {
    private Folds() {}

    /** Two sets of rows that have none in common. */
    public record Split(int[] train, int[] test) {}

    /** Splits in which each row is tested once. */
    public static List<Split> of(Target target, int folds, RandomGenerator random) {
        int[] dealt = deal(target, random);
        int[] fold = new int[dealt.length];
        for (int place = 0; place < dealt.length; place++) {
            fold[dealt[place]] = place % folds;
        }
        return IntStream.range(0, folds)
                .mapToObj(current -> new Split(rows(fold, current, false), rows(fold, current, true)))
                .toList();
    }

    /** One split that tests this share of the rows, at least one. */
    public static Split holdOut(Target target, double share, RandomGenerator random) {
        int[] dealt = deal(target, random);
        int tested = Math.max(1, (int) Math.round(share * dealt.length));
        boolean[] isTested = new boolean[dealt.length];
        for (int i = 0; i < tested; i++) {
            isTested[dealt[(int) ((long) i * dealt.length / tested)]] = true;
        }
        return new Split(
                IntStream.range(0, dealt.length).filter(row -> !isTested[row]).toArray(),
                IntStream.range(0, dealt.length).filter(row -> isTested[row]).toArray());
    }

    /** A sample of this many rows, in order. */
    static int[] sample(Target target, int rows, RandomGenerator random) {
        int[] dealt = deal(target, random);
        return IntStream.range(0, rows)
                .map(i -> dealt[(int) ((long) i * dealt.length / rows)])
                .sorted()
                .toArray();
    }

    private static int[] rows(int[] fold, int wanted, boolean equal) {
        return IntStream.range(0, fold.length)
                .filter(row -> (fold[row] == wanted) == equal)
                .toArray();
    }

    /** The rows class by class, in random order within each: whoever takes every n-th takes every n-th of a class. */
    private static int[] deal(Target target, RandomGenerator random) {
        int[] rows = IntStream.range(0, target.values().length).toArray();
        shuffle(rows, random);
        if (target.task() instanceof Task.Regression) {
            return rows;
        }
        List<Integer> ordered = new ArrayList<>(Arrays.stream(rows).boxed().toList());
        ordered.sort((a, b) -> Double.compare(target.values()[a], target.values()[b]));
        return ordered.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Fisher and Yates. */
    private static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
