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
import java.util.stream.Stream;

/** Linear regression with a penalty on the squared weights. */
public final class RidgeFamily implements TabularFamily {
    private static final String PENALTY = "penalty";

    @Override
    public String name() {
        return "ridge";
    }

    @Override
    public boolean supports(Task task) {
        return task instanceof Task.Regression;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number(PENALTY, 1, 1e-6, 1e9));
    }

    @Override
    public Preparation preparation() {
        return Preparation.STANDARD;
    }

    @Override
    public List<Suggestion> suggestions(Task task) {
        return Stream.of(1.0, 10.0, 30.0, 100.0)
                .map(penalty -> new Suggestion(Preparation.STANDARD, Map.of(PENALTY, penalty)))
                .toList();
    }

    @Override
    public TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context) {
        return LeastSquares.fit(examples, parameters.number(PENALTY));
    }
}
