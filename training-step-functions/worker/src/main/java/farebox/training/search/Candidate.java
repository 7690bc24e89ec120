package farebox.training.search;

import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import java.util.Locale;
import java.util.stream.Collectors;

/** A family with the settings to train it with. */
public record Candidate(TabularFamily family, Preparation preparation, ParameterValues parameters) {
    /** Such as {@code svm common cost=10 gamma=1}. */
    public String label() {
        String values = parameters.values().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                .collect(Collectors.joining(" "));
        return "%s %s %s"
                .formatted(family.name(), preparation.name().toLowerCase(Locale.ROOT), values)
                .strip();
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The same with what only the final model needs. */
    public Candidate forFinalFit() {
        return new Candidate(family, preparation, family.finalParameters(parameters));
    }
}
