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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Logistic regression, and softmax regression for more than two classes. */
public final class LogisticFamily implements TabularFamily {
    private static final String PENALTY = "penalty";
    private static final String ITERATIONS = "iterations";

    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public boolean supports(Task task) {
        return task instanceof Task.Classification;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number(PENALTY, 1, 1e-6, 1e6), Parameter.count(ITERATIONS, 500, 1, 100_000));
    }

    @Override
    public Preparation preparation() {
        return Preparation.STANDARD;
    }

    @Override
    public List<Suggestion> suggestions(Task task) {
        return Stream.of(1.0, 0.1, 10.0)
                .map(penalty -> new Suggestion(Preparation.STANDARD, Map.of(PENALTY, penalty)))
                .toList();
    }

    @Override
    public TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context) {
        int[] labels = IntStream.range(0, examples.size()).map(examples::label).toArray();
        return new SoftmaxRegression(parameters.number(PENALTY), parameters.count(ITERATIONS))
                .fit(examples.rows(), labels, examples.task().outputs(), context);
    }
}
