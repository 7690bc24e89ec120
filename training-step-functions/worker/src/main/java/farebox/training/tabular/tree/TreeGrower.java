package farebox.training.tabular.tree;

import farebox.training.progress.StopSignal;
import farebox.training.tabular.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Grows one tree from the root down (Breiman et al., Classification and Regression Trees, 1984). */
final class TreeGrower {
    private final Examples examples;
    private final GrowthLimits limits;
    private final SplitSearch search;
    private final StopSignal stop;
    private final List<Tree.Node> nodes = new ArrayList<>();

    TreeGrower(Examples examples, GrowthLimits limits, RandomGenerator random, StopSignal stop) {
        this.examples = examples;
        this.limits = limits;
        this.search = new SplitSearch(examples, limits, random);
        this.stop = stop;
    }

    /** @param rows those to learn from; one may appear several times */
    Tree grow(int[] rows) {
        grow(rows, 0);
        return new Tree(nodes);
    }

    /** Adds the node of these rows and all below it; returns its place. */
    private int grow(int[] rows, int depth) {
        NodeSum sum = new NodeSum(examples.task().outputs());
        for (int row : rows) {
            sum.add(examples, row);
        }
        int place = nodes.size();
        nodes.add(new Tree.Leaf(sum.means()));
        if (depth < limits.maxDepth() && rows.length >= 2 * limits.minLeafRows() && !stop.stopRequested()) {
            Optional<SplitSearch.Found> found = search.best(rows, sum);
            found.ifPresent(split -> nodes.set(place, split(split, rows, depth)));
        }
        return place;
    }

    private Tree.Split split(SplitSearch.Found found, int[] rows, int depth) {
        Tree.Split question = new Tree.Split(found.column(), found.threshold(), found.missingGoesLeft(), 0, 0);
        int[] left = Arrays.stream(rows)
                .filter(row -> question.goesLeft(examples.rows().at(row, found.column())))
                .toArray();
        int[] right = Arrays.stream(rows)
                .filter(row -> !question.goesLeft(examples.rows().at(row, found.column())))
                .toArray();
        return new Tree.Split(
                found.column(),
                found.threshold(),
                found.missingGoesLeft(),
                grow(left, depth + 1),
                grow(right, depth + 1));
    }
}
