package farebox.training.tabular.svm;

import farebox.training.tabular.Examples;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A support vector machine with a radial basis function as its kernel, one for each pair of classes, trained by <a
 * href="https://www.csie.ntu.edu.tw/~cjlin/libsvm/">LIBSVM</a>; for numbers, support vector regression.
 */
public final class SvmFamily implements TabularFamily {
    static final String COST = "cost";
    static final String GAMMA = "gamma";
    static final String MARGIN = "margin";
    static final String CALIBRATE = "calibrate";

    @Override
    public String name() {
        return "svm";
    }

    @Override
    public boolean supports(Task task) {
        return true;
    }

    /**
     * {@code gamma} is a multiple of {@code 1 / (columns * variance)}, {@code margin} one of the target's deviation.
     */
    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number(COST, 1, 1e-4, 1e6),
                Parameter.number(GAMMA, 1, 1e-6, 1e6),
                Parameter.number(MARGIN, 0.1, 0, 10),
                Parameter.count(CALIBRATE, 1, 0, 1));
    }

    @Override
    public Preparation preparation() {
        return Preparation.STANDARD;
    }

    @Override
    public List<Suggestion> suggestions(Task task) {
        return switch (task) {
            case Task.Classification _ ->
                List.of(
                        suggestion(Preparation.STANDARD, 1, 1),
                        suggestion(Preparation.COMMON, 10, 1),
                        suggestion(Preparation.STANDARD, 10, 0.3),
                        suggestion(Preparation.STANDARD, 10, 0.03));
            // A wide kernel and a wide margin: noise of numbers is often a good part of their deviation.
            case Task.Regression _ ->
                List.of(
                        suggestion(Preparation.STANDARD, 0.7, 0.2).with(MARGIN, 0.4),
                        suggestion(Preparation.STANDARD, 1, 1),
                        suggestion(Preparation.STANDARD, 10, 0.3),
                        suggestion(Preparation.STANDARD, 10, 0.03));
        };
    }

    private static Suggestion suggestion(Preparation preparation, double cost, double gamma) {
        return new Suggestion(preparation, Map.of(COST, cost, GAMMA, gamma, CALIBRATE, 0.0));
    }

    @Override
    public ParameterValues finalParameters(ParameterValues searched) {
        Map<String, Double> values = new HashMap<>(searched.values());
        values.put(CALIBRATE, 1.0);
        return new ParameterValues(values);
    }

    @Override
    public TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context) {
        return switch (examples.task()) {
            case Task.Classification classification -> SvmClassifier.train(examples, parameters, context.random());
            case Task.Regression regression -> SvmRegression.train(examples, parameters);
        };
    }
}
