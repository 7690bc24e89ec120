package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.tabular.Parameter;
import java.util.List;
import java.util.Map;

/** The values of a text family's parameters: those given, and defaults for the others. */
final class TextParameters {
    private final Map<String, Double> given;
    private final List<Parameter> known;

    /** @throws InvalidRequest when a value is out of its range or has no parameter */
    TextParameters(Map<String, Double> given, List<Parameter> known) {
        this.given = given;
        this.known = known;
        given.forEach(this::check);
    }

    private void check(String name, double value) {
        Parameter parameter = find(name);
        boolean fits = value >= parameter.min()
                && value <= parameter.max()
                && (!parameter.whole() || value == Math.rint(value));
        if (!fits) {
            throw new InvalidRequest(
                    "parameters.%s must be %sfrom %s to %s, not %s"
                            .formatted(
                                    name,
                                    parameter.whole() ? "a whole number " : "",
                                    parameter.min(),
                                    parameter.max(),
                                    value),
                    "parameters." + name);
        }
    }

    double number(String name) {
        return given.getOrDefault(name, find(name).defaultValue());
    }

    int count(String name) {
        return (int) number(name);
    }

    private Parameter find(String name) {
        return known.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(
                        "parameters.%s is unknown; the family has %s"
                                .formatted(
                                        name,
                                        known.stream().map(Parameter::name).toList()),
                        "parameters." + name));
    }
}
