package farebox.training.pipeline;

import farebox.kernel.InvalidRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What trainings may cost.
 *
 * @param instances the types to train on, the first choice first
 * @param hourlyPrices of an instance type, on demand
 * @param perRun the most that one run may cost
 * @param perMonth the most that all runs of one tenant may cost in a calendar month, UTC
 */
public record CostPolicy(List<String> instances, Map<String, Cost> hourlyPrices, Cost perRun, Cost perMonth) {
    /** What an instance needs before the training starts and after it ends; it is billed. */
    private static final Duration OVERHEAD = Duration.ofMinutes(3);

    /** What the worker may take beyond the budget, to evaluate and export what it has. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** @throws IllegalArgumentException if there is no instance type, or one has no price */
    public CostPolicy {
        instances = List.copyOf(instances);
        hourlyPrices = Map.copyOf(hourlyPrices);
        if (instances.isEmpty() || !hourlyPrices.keySet().containsAll(instances)) {
            throw new IllegalArgumentException("each instance type needs a price: " + instances);
        }
    }

    /**
     * The plan for a training with that budget; its cost is that of a job which is stopped at its time.
     *
     * @param asked the type to try before the others, which may be any that has a price
     * @throws InvalidRequest if that type has none
     */
    public TrainingPlan plan(Duration budget, Optional<String> asked) {
        List<String> types = Stream.concat(asked.map(this::requirePriced).stream(), instances.stream())
                .distinct()
                .toList();
        Cost hourly = types.stream()
                .map(hourlyPrices::get)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Duration time = budget.plus(GRACE);
        return new TrainingPlan(types, time, hourly.over(time.plus(OVERHEAD)));
    }

    private String requirePriced(String type) {
        if (!hourlyPrices.containsKey(type)) {
            throw new InvalidRequest(
                    "budget.instance: there is no instance type %s to train on; choose one of %s"
                            .formatted(type, new TreeSet<>(hourlyPrices.keySet())),
                    "budget.instance");
        }
        return type;
    }

    /** @throws InvalidRequest if a run may not cost as much */
    public void requireWithinRun(Cost cost) {
        if (cost.exceeds(perRun)) {
            throw new InvalidRequest(
                    "the training would cost up to %s USD, more than the %s USD that a run may cost; lower budget.seconds"
                            .formatted(cost, perRun),
                    "budget.seconds",
                    RunError.COST_LIMIT);
        }
    }
}
