package farebox.training.tabular.linear;

import farebox.training.tabular.Examples;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.util.List;
import java.util.Map;

/** Linear regression by ordinary least squares. */
public final class LinearFamily implements TabularFamily {
    /** Too small to be seen in a result; keeps the system solvable where columns depend on each other. */
    private static final double JITTER = 1e-6;

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public boolean supports(Task task) {
        return task instanceof Task.Regression;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Preparation preparation() {
        return Preparation.STANDARD;
    }

    @Override
    public List<Suggestion> suggestions(Task task) {
        return List.of(new Suggestion(Preparation.STANDARD, Map.of()));
    }

    @Override
    public TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context) {
        return LeastSquares.fit(examples, JITTER);
    }
}
