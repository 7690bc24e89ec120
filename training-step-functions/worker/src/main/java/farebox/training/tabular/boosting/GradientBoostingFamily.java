package farebox.training.tabular.boosting;

import farebox.training.tabular.Examples;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees that each correct the sum of those before, trained by <a href="https://xgboost.readthedocs.io">XGBoost</a>. */
public final class GradientBoostingFamily implements TabularFamily {
    private static final String ROUNDS = "rounds";
    private static final String LEARNING_RATE = "learning_rate";
    private static final String MAX_DEPTH = "max_depth";
    private static final String MIN_CHILD_WEIGHT = "min_child_weight";
    private static final String SUBSAMPLE = "subsample";
    private static final String COLUMN_SAMPLE = "column_sample";
    private static final String PENALTY = "penalty";

    @Override
    public String name() {
        return "gradient_boosting";
    }

    @Override
    public boolean supports(Task task) {
        return true;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.count(ROUNDS, 150, 1, 20_000),
                Parameter.number(LEARNING_RATE, 0.1, 1e-4, 1),
                Parameter.count(MAX_DEPTH, 4, 1, 20),
                Parameter.number(MIN_CHILD_WEIGHT, 1, 0, 1e6),
                Parameter.number(SUBSAMPLE, 0.8, 0.01, 1),
                Parameter.number(COLUMN_SAMPLE, 0.8, 0.01, 1),
                Parameter.number(PENALTY, 1, 0, 1e6));
    }

    @Override
    public Preparation preparation() {
        return Preparation.RAW;
    }

    @Override
    public List<Suggestion> suggestions(Task task) {
        return List.of(
                new Suggestion(Preparation.RAW, Map.of(MAX_DEPTH, 3.0)),
                new Suggestion(Preparation.RAW, Map.of(MAX_DEPTH, 6.0)),
                new Suggestion(Preparation.RAW, Map.of(MAX_DEPTH, 2.0, ROUNDS, 100.0)));
    }

    @Override
    public TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context) {
        try {
            return boost(examples, parameters, context);
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost failed to train", e);
        }
    }

    private static TabularModel boost(Examples examples, ParameterValues parameters, TrainingContext context)
            throws XGBoostError {
        DMatrix data = XgboostData.of(examples.rows());
        try {
            data.setLabel(XgboostData.floats(examples.targets()));
            float base = base(examples);
            Map<String, Object> settings = settings(examples.task(), parameters);
            settings.put("base_score", base);
            settings.put("seed", context.random().nextInt(Integer.MAX_VALUE));
            Booster booster = XGBoost.train(data, settings, 1, Map.of(), null, null);
            int rounds = parameters.count(ROUNDS);
            for (int round = 1; round < rounds && !context.stop().stopRequested(); round++) {
                booster.update(data, round);
            }
            return BoostedTrees.read(booster, examples.task(), margin(examples.task(), base));
        } finally {
            data.dispose();
        }
    }

    /** XGBoost wants it as a prediction, so as a probability for two classes. */
    private static float base(Examples examples) {
        return switch (examples.task()) {
            case Task.Classification classification -> 0.5f;
            case Task.Regression regression ->
                (float) Arrays.stream(examples.targets()).average().orElseThrow();
        };
    }

    /** The score that every row starts with; equal scores of several classes cancel out. */
    private static float margin(Task task, float base) {
        return switch (task) {
            case Task.Classification classification -> 0;
            case Task.Regression regression -> base;
        };
    }

    private static Map<String, Object> settings(Task task, ParameterValues parameters) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("eta", parameters.number(LEARNING_RATE));
        settings.put("max_depth", parameters.count(MAX_DEPTH));
        settings.put("min_child_weight", parameters.number(MIN_CHILD_WEIGHT));
        settings.put("subsample", parameters.number(SUBSAMPLE));
        settings.put("colsample_bytree", parameters.number(COLUMN_SAMPLE));
        settings.put("lambda", parameters.number(PENALTY));
        settings.put("tree_method", "hist");
        settings.put("nthread", 1);
        settings.put("verbosity", 0);
        switch (task) {
            case Task.Classification(int classes)
            when classes > 2 -> {
                settings.put("objective", "multi:softprob");
                settings.put("num_class", classes);
            }
            case Task.Classification classification -> settings.put("objective", "binary:logistic");
            case Task.Regression regression -> settings.put("objective", "reg:squarederror");
        }
        return settings;
    }
}
