package farebox.training.search;

import farebox.kernel.InvalidRequest;
import farebox.training.spec.TrainingSpec;
import farebox.training.spec.TrainingSpec.Scale;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a spec asks to compare. */
public final class Candidates {
    private final List<TabularFamily> families;

    /** @param families those that are known, the simpler ones first */
    public Candidates(List<TabularFamily> families) {
        this.families = List.copyOf(families);
    }

    /**
     * One candidate if the spec names a family, else what every family suggests, the first suggestions of all families
     * first.
     *
     * @throws InvalidRequest if the family or a parameter does not fit
     */
    public List<Candidate> of(TrainingSpec spec, Task task) {
        if (!spec.choosesFamily()) {
            TabularFamily family = named(spec.family(), task);
            return List.of(candidate(family, family.preparation(), spec.parameters(), spec));
        }
        if (!spec.parameters().isEmpty()) {
            throw new InvalidRequest("parameters belong to a family; set family to one, not to auto", "parameters");
        }
        return families.stream()
                .filter(family -> family.supports(task))
                .flatMap(family -> family.suggestions(task).stream()
                        .map(suggestion -> candidate(family, suggestion.preparation(), suggestion.parameters(), spec)))
                .distinct()
                .limit(spec.budget().trials())
                .toList();
    }

    private TabularFamily named(String name, Task task) {
        TabularFamily family = families.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("family %s is unknown to this worker".formatted(name), "family"));
        if (!family.supports(task)) {
            throw new InvalidRequest(
                    "family %s does not do %s; set task or choose another family".formatted(name, word(task)),
                    "family");
        }
        return family;
    }

    private static String word(Task task) {
        return switch (task) {
            case Task.Classification classification -> "classification";
            case Task.Regression regression -> "regression";
        };
    }

    private static Candidate candidate(
            TabularFamily family, Preparation preparation, Map<String, ?> parameters, TrainingSpec spec) {
        return new Candidate(
                family,
                scaled(preparation, spec.features().scale()),
                ParameterValues.of(family, new HashMap<>(parameters)));
    }

    private static Preparation scaled(Preparation preferred, Scale scale) {
        return switch (scale) {
            case AUTO -> preferred;
            case STANDARD -> Preparation.STANDARD;
            case COMMON -> Preparation.COMMON;
            case NONE -> Preparation.UNSCALED;
        };
    }
}
