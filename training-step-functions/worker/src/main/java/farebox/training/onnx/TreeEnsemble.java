package farebox.training.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * Decision trees whose leaves add to the scores of a row: rows [n, features] become scores [n, targets], each the base
 * score of its target plus the weights of the leaves that the row reaches.
 */
public record TreeEnsemble(Comparison comparison, List<Tree> trees, List<Float> baseScores) {
    /** When a row takes the branch {@code whenTrue}. */
    public enum Comparison {
        /** Its feature is less than the threshold, as XGBoost splits. */
        LESS("BRANCH_LT"),
        /** Its feature is at most the threshold, as CART splits. */
        LESS_OR_EQUAL("BRANCH_LEQ");

        private final String mode;

        Comparison(String mode) {
            this.mode = mode;
        }

        String mode() {
            return mode;
        }
    }

    /** A tree's nodes; the first is the root, and branches name nodes by their place in the list. */
    public record Tree(List<Node> nodes) {
        public Tree {
            nodes = List.copyOf(nodes);
        }
    }

    /** A node of a tree. */
    public sealed interface Node {}

    /** Sends a row on by one of its features; a row where the feature is NaN goes where {@code missingIsTrue} says. */
    public record Split(int feature, float threshold, int whenTrue, int whenFalse, boolean missingIsTrue)
            implements Node {}

    /** Adds these weights to the scores, one for each target. */
    public record Leaf(List<Float> weights) implements Node {
        public Leaf {
            weights = List.copyOf(weights);
        }

        /** A leaf that adds to one of several targets. */
        public static Leaf of(int target, int targets, float weight) {
            Float[] weights = new Float[targets];
            Arrays.fill(weights, 0f);
            weights[target] = weight;
            return new Leaf(List.of(weights));
        }
    }

    public TreeEnsemble {
        trees = List.copyOf(trees);
        baseScores = List.copyOf(baseScores);
    }

    /** Adds this ensemble to a graph and returns the scores. */
    public Value addTo(GraphBuilder graph, Value rows) {
        return graph.apply(new TreeAttributes(this).operator(), rows);
    }
}
