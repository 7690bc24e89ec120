package farebox.training.tabular.ensemble;

import farebox.training.tabular.Examples;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.RidgeFamily;
import farebox.training.tabular.svm.SvmFamily;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The mean of a ridge regression and a support vector regression, whose errors differ: one follows straight lines far
 * out, the other bends near the data.
 */
public final class EnsembleFamily implements TabularFamily {
    private static final String PENALTY = "penalty";
    private static final List<Parameter> OF_THE_MACHINE = List.of(
            Parameter.number("cost", 0.7, 1e-4, 1e6),
            Parameter.number("gamma", 0.2, 1e-6, 1e6),
            Parameter.number("margin", 0.4, 0, 10));

    private final TabularFamily ridge = new RidgeFamily();
    private final TabularFamily machine = new SvmFamily();

    @Override
    public String name() {
        return "ensemble";
    }

    @Override
    public boolean supports(Task task) {
        return task instanceof Task.Regression;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(Parameter.number(PENALTY, 10, 1e-6, 1e9)), OF_THE_MACHINE.stream())
                .toList();
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
        Map<String, Double> ofTheMachine = OF_THE_MACHINE.stream()
                .map(Parameter::name)
                .collect(Collectors.toMap(name -> name, parameters::number));
        Map<String, Double> ofTheRidge = Map.of(PENALTY, parameters.number(PENALTY));
        return new AveragedModel(
                ridge.train(examples, ParameterValues.of(ridge, ofTheRidge), context),
                machine.train(examples, ParameterValues.of(machine, ofTheMachine), context));
    }
}
