package farebox.training.tabular;

import java.util.List;
import java.util.Map;

/** A kind of model that learns from rows of numbers. Implementations hold no state and may train on several threads. */
public interface TabularFamily {
    /** The word that stands for it in a spec. */
    String name();

    boolean supports(Task task);

    /** How the family wants its rows prepared. */
    Preparation preparation();

    List<Parameter> parameters();

    /** Parameter values that an automatic search tries, the most promising first; those left out have defaults. */
    List<Map<String, Double>> candidates(Task task);

    /**
     * Learns a model. Ends early, with the model so far, once the context's stop signal is given.
     *
     * @param parameters a value for each of {@link #parameters()}
     */
    TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context);

    /** What is done to numbers before a family sees them. */
    enum Preparation {
        /** As they are, NaN for a missing one: trees send it down a branch of its own. */
        RAW,
        /** Missing ones replaced, each column on one scale. */
        SCALED
    }
}
