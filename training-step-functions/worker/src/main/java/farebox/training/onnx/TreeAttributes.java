package farebox.training.onnx;

import farebox.training.onnx.TreeEnsemble.Leaf;
import farebox.training.onnx.TreeEnsemble.Node;
import farebox.training.onnx.TreeEnsemble.Split;
import farebox.training.onnx.TreeEnsemble.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lays trees out as the parallel arrays of {@code ai.onnx.ml.TreeEnsembleRegressor}. */
final class TreeAttributes {
    private final TreeEnsemble ensemble;
    private final List<Long> treeIds = new ArrayList<>();
    private final List<Long> nodeIds = new ArrayList<>();
    private final List<Long> features = new ArrayList<>();
    private final List<Float> thresholds = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> whenTrue = new ArrayList<>();
    private final List<Long> whenFalse = new ArrayList<>();
    private final List<Long> missingIsTrue = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafNodes = new ArrayList<>();
    private final List<Long> leafTargets = new ArrayList<>();
    private final List<Float> leafWeights = new ArrayList<>();

    TreeAttributes(TreeEnsemble ensemble) {
        this.ensemble = ensemble;
        for (int tree = 0; tree < ensemble.trees().size(); tree++) {
            add(tree, ensemble.trees().get(tree));
        }
    }

    Operator operator() {
        return Operator.ml("TreeEnsembleRegressor")
                .withInt("n_targets", ensemble.baseScores().size())
                .withFloats("base_values", floats(ensemble.baseScores()))
                .withString("post_transform", "NONE")
                .withInts("nodes_treeids", longs(treeIds))
                .withInts("nodes_nodeids", longs(nodeIds))
                .withInts("nodes_featureids", longs(features))
                .withFloats("nodes_values", floats(thresholds))
                .withStrings("nodes_modes", modes)
                .withInts("nodes_truenodeids", longs(whenTrue))
                .withInts("nodes_falsenodeids", longs(whenFalse))
                .withInts("nodes_missing_value_tracks_true", longs(missingIsTrue))
                .withInts("target_treeids", longs(leafTrees))
                .withInts("target_nodeids", longs(leafNodes))
                .withInts("target_ids", longs(leafTargets))
                .withFloats("target_weights", floats(leafWeights));
    }

    private void add(long tree, Tree nodes) {
        for (int node = 0; node < nodes.nodes().size(); node++) {
            treeIds.add(tree);
            nodeIds.add((long) node);
            add(tree, node, nodes.nodes().get(node));
        }
    }

    private void add(long tree, long id, Node node) {
        switch (node) {
            case Split split -> addBranches(ensemble.comparison().mode(), split);
            case Leaf leaf -> {
                addBranches("LEAF", new Split(0, 0, 0, 0, false));
                addWeights(tree, id, leaf);
            }
        }
    }

    private void addBranches(String mode, Split split) {
        modes.add(mode);
        features.add((long) split.feature());
        thresholds.add(split.threshold());
        whenTrue.add((long) split.whenTrue());
        whenFalse.add((long) split.whenFalse());
        missingIsTrue.add(split.missingIsTrue() ? 1L : 0L);
    }

    private void addWeights(long tree, long id, Leaf leaf) {
        int targets = ensemble.baseScores().size();
        if (leaf.weights().size() != targets) {
            throw new IllegalArgumentException("a leaf has %d weights for %d targets"
                    .formatted(leaf.weights().size(), targets));
        }
        leafTrees.addAll(Collections.nCopies(targets, tree));
        leafNodes.addAll(Collections.nCopies(targets, id));
        for (int target = 0; target < targets; target++) {
            leafTargets.add((long) target);
            leafWeights.add(leaf.weights().get(target));
        }
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
