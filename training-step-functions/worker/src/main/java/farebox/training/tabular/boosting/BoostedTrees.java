package farebox.training.tabular.boosting;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.TreeEnsemble;
import farebox.training.onnx.Value;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A booster, which predicts in XGBoost, and its trees, which predict in a graph. */
final class BoostedTrees implements TabularModel {
    private final Booster booster;
    private final Task task;
    private final TreeEnsemble trees;

    private BoostedTrees(Booster booster, Task task, TreeEnsemble trees) {
        this.booster = booster;
        this.task = task;
        this.trees = trees;
    }

    /** @param margin the score that every row starts with */
    static BoostedTrees read(Booster booster, Task task, float margin) throws XGBoostError {
        String[] dumps = booster.getModelDump("", false, "json");
        int targets = scores(task);
        List<TreeEnsemble.Tree> trees = new ArrayList<>();
        for (int i = 0; i < dumps.length; i++) {
            trees.add(TreeDump.read(dumps[i], i % targets, targets));
        }
        List<Float> base = Collections.nCopies(targets, margin);
        return new BoostedTrees(booster, task, new TreeEnsemble(TreeEnsemble.Comparison.LESS, trees, base));
    }

    /** Two classes share one score. */
    private static int scores(Task task) {
        return task.outputs() == 2 ? 1 : task.outputs();
    }

    @Override
    public double[][] predict(Matrix rows) {
        try {
            DMatrix data = XgboostData.of(rows);
            try {
                return widen(booster.predict(data));
            } finally {
                data.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost failed to predict", e);
        }
    }

    private double[][] widen(float[][] narrow) {
        double[][] wide = new double[narrow.length][task.outputs()];
        for (int row = 0; row < narrow.length; row++) {
            for (int i = 0; i < narrow[row].length; i++) {
                wide[row][i] = narrow[row][i];
            }
            if (narrow[row].length < task.outputs()) {
                wide[row] = new double[] {1 - (double) narrow[row][0], narrow[row][0]};
            }
        }
        return wide;
    }

    @Override
    public Value export(GraphBuilder graph, Value rows) {
        Value scores = trees.addTo(graph, rows);
        return switch (task) {
            case Task.Regression regression -> scores;
            case Task.Classification(int classes)
            when classes > 2 -> graph.apply(Operator.of("Softmax").withInt("axis", 1), scores);
            case Task.Classification classification -> bothClasses(graph, graph.apply("Sigmoid", scores));
        };
    }

    private static Value bothClasses(GraphBuilder graph, Value second) {
        Value first = graph.apply("Sub", graph.constant("one", Tensor.scalar(1)), second);
        return graph.apply(Operator.of("Concat").withInt("axis", 1), first, second);
    }
}
