package farebox.kernel.shapley;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Columns that are switched on: some, but neither none nor all.
 *
 * @param weight of the Shapley kernel, {@code (n - 1) / (C(n, k) k (n - k))} for k of n columns
 */
record Coalition(boolean[] members, double weight) {
    /** The most columns of which every coalition is listed. */
    private static final int MAX_LISTED = 9;

    /**
     * Every coalition of few columns; of many, as many as asked for, drawn by their weight and paired with complements.
     */
    static List<Coalition> draw(int columns, int most, RandomGenerator random) {
        return columns <= MAX_LISTED ? all(columns) : some(columns, most, random);
    }

    private static List<Coalition> all(int columns) {
        List<Coalition> all = new ArrayList<>();
        for (int bits = 1; bits < (1 << columns) - 1; bits++) {
            boolean[] members = new boolean[columns];
            for (int j = 0; j < columns; j++) {
                members[j] = (bits >> j & 1) == 1;
            }
            int size = Integer.bitCount(bits);
            all.add(new Coalition(members, (columns - 1) / (choose(columns, size) * size * (columns - size))));
        }
        return all;
    }

    /** Drawn with the kernel's probabilities, so each counts the same. */
    private static List<Coalition> some(int columns, int most, RandomGenerator random) {
        List<Coalition> some = new ArrayList<>();
        while (some.size() + 2 <= most) {
            boolean[] members = pick(columns, size(columns, random), random);
            boolean[] others = new boolean[columns];
            for (int j = 0; j < columns; j++) {
                others[j] = !members[j];
            }
            some.add(new Coalition(members, 1));
            some.add(new Coalition(others, 1));
        }
        return some;
    }

    /** A size k with probability in proportion to {@code 1 / (k (n - k))}. */
    private static int size(int columns, RandomGenerator random) {
        double total = 0;
        for (int size = 1; size < columns; size++) {
            total += 1.0 / ((double) size * (columns - size));
        }
        double left = random.nextDouble() * total;
        int size = 1;
        while (size < columns - 1 && left > 1.0 / ((double) size * (columns - size))) {
            left -= 1.0 / ((double) size * (columns - size));
            size++;
        }
        return size;
    }

    private static boolean[] pick(int columns, int size, RandomGenerator random) {
        boolean[] members = new boolean[columns];
        for (int picked = 0; picked < size; ) {
            int j = random.nextInt(columns);
            picked += members[j] ? 0 : 1;
            members[j] = true;
        }
        return members;
    }

    private static double choose(int n, int k) {
        double result = 1;
        for (int i = 1; i <= k; i++) {
            result = result * (n - k + i) / i;
        }
        return result;
    }
}
