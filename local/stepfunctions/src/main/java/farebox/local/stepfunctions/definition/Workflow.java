package farebox.local.stepfunctions.definition;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * States and where to begin: a state machine, a branch of a Parallel state, or what a Map state does with an item.
 *
 * @param timeout of an execution; only a state machine has one
 */
public record Workflow(String startAt, Map<String, State> states, Optional<Duration> timeout) {
    public Workflow {
        states = Map.copyOf(states);
    }

    /** @param name of a state that the workflow has */
    public State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("there is no state " + name);
        }
        return state;
    }
}
