package farebox.training.pipeline;

import java.time.Duration;
import java.util.List;

/**
 * How a run is trained.
 *
 * @param instances the types to try, in order
 * @param time that the training may take, at most
 * @param cost of that time on the dearest of the types
 */
public record TrainingPlan(List<String> instances, Duration time, Cost cost) {
    public TrainingPlan {
        instances = List.copyOf(instances);
    }
}
