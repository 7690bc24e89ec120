package farebox.training.tabular;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A kind of model that learns from rows of numbers. Implementations hold no state and may train on several threads. */
public interface TabularFamily {
    /** The word that stands for it in a spec. */
    String name();

    boolean supports(Task task);

    List<Parameter> parameters();

    /** How rows are prepared unless a spec says otherwise. */
    Preparation preparation();

    /** What an automatic search tries for a task, the most promising first; empty if a search leaves the family out. */
    List<Suggestion> suggestions(Task task);

    /**
     * Learns a model. Ends early, with the model so far, once the context's stop signal is given.
     *
     * @param examples rows prepared as {@link #preparation()} or a suggestion asks
     * @param parameters a value for each of {@link #parameters()}
     */
    TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context);

    /**
     * The values to train the final model with, where a search saves work that only the final model needs.
     *
     * @param searched values that won a search
     */
    default ParameterValues finalParameters(ParameterValues searched) {
        return searched;
    }

    /** Settings worth trying. Parameters that are left out have defaults. */
    record Suggestion(Preparation preparation, Map<String, Double> parameters) {
        public Suggestion {
            parameters = Map.copyOf(parameters);
        }

        /** The same with one more parameter. */
        public Suggestion with(String parameter, double value) {
            Map<String, Double> more = new HashMap<>(parameters);
            more.put(parameter, value);
            return new Suggestion(preparation, more);
        }
    }
}
