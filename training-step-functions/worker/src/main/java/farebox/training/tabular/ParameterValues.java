package farebox.training.tabular;

import farebox.kernel.InvalidRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of all parameters of one family, by name. */
public record ParameterValues(Map<String, Double> values) {
    public ParameterValues {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * The given values, and the defaults of those left out.
     *
     * @throws InvalidRequest if a value is out of its range or the family has no parameter of that name
     */
    public static ParameterValues of(TabularFamily family, Map<String, ?> given) {
        return of(family.name(), family.parameters(), given);
    }

    /** As {@link #of(TabularFamily, Map)}, for a family that learns from other things than tables. */
    public static ParameterValues of(String family, List<Parameter> known, Map<String, ?> given) {
        Map<String, Double> values = new TreeMap<>();
        known.forEach(parameter -> values.put(parameter.name(), parameter.defaultValue()));
        given.forEach((name, value) -> {
            Parameter parameter = known.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(family, known, name));
            values.put(name, parameter.check(value));
        });
        return new ParameterValues(values);
    }

    private static InvalidRequest unknown(String family, List<Parameter> known, String name) {
        return new InvalidRequest(
                "parameters.%s is unknown to the family %s, which has %s"
                        .formatted(
                                name,
                                family,
                                known.stream().map(Parameter::name).toList()),
                "parameters." + name);
    }

    public double number(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return value;
    }

    public int count(String name) {
        return (int) number(name);
    }
}
