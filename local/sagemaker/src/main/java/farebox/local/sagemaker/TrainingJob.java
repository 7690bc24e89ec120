package farebox.local.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training job, as DescribeTrainingJob tells of it.
 *
 * @param request as CreateTrainingJob had it
 * @param transitions in the order in which they happened; the last is the present one
 * @param failure why it failed, at most 1,024 characters
 * @param metrics the last value of each
 */
public record TrainingJob(
        String arn,
        JsonNode request,
        Status status,
        List<Transition> transitions,
        Times times,
        Optional<String> failure,
        Optional<String> modelArtifacts,
        Map<String, Double> metrics,
        Map<String, String> tags) {
    public TrainingJob {
        transitions = List.copyOf(transitions);
        metrics = Map.copyOf(metrics);
        tags = Map.copyOf(tags);
    }

    public enum Status {
        IN_PROGRESS("InProgress"),
        COMPLETED("Completed"),
        FAILED("Failed"),
        STOPPING("Stopping"),
        STOPPED("Stopped");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As the API has it. */
        public String text() {
            return text;
        }

        public boolean ended() {
            return this == COMPLETED || this == FAILED || this == STOPPED;
        }
    }

    /** @param status the secondary status, such as {@code Downloading} */
    public record Transition(String status, Instant start, Optional<Instant> end, String message) {}

    /**
     * @param trainingStart of the first process
     * @param training time with a process running
     */
    public record Times(
            Instant created,
            Instant modified,
            Optional<Instant> trainingStart,
            Optional<Instant> trainingEnd,
            Duration training) {}

    public String name() {
        return request.path("TrainingJobName").asText();
    }

    public String secondaryStatus() {
        return transitions.getLast().status();
    }

    static TrainingJob created(String arn, JsonNode request, Map<String, String> tags, Instant now) {
        return new TrainingJob(
                arn,
                request,
                Status.IN_PROGRESS,
                List.of(new Transition("Starting", now, Optional.empty(), "Starting the training job")),
                new Times(now, now, Optional.empty(), Optional.empty(), Duration.ZERO),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                tags);
    }

    TrainingJob moved(Status next, String secondary, String message, Instant now) {
        List<Transition> moved = new ArrayList<>(transitions);
        Transition last = moved.removeLast();
        moved.add(new Transition(last.status(), last.start(), Optional.of(now), last.message()));
        moved.add(new Transition(secondary, now, next.ended() ? Optional.of(now) : Optional.empty(), message));
        Times changed = new Times(times.created(), now, times.trainingStart(), times.trainingEnd(), times.training());
        return new TrainingJob(arn, request, next, moved, changed, failure, modelArtifacts, metrics, tags);
    }

    TrainingJob started(Instant now) {
        Times started = new Times(
                times.created(),
                now,
                times.trainingStart().or(() -> Optional.of(now)),
                Optional.empty(),
                times.training());
        return new TrainingJob(arn, request, status, transitions, started, failure, modelArtifacts, metrics, tags);
    }

    /** @param run how long the process ran */
    TrainingJob exited(Instant now, Duration run) {
        Times exited = new Times(
                times.created(),
                now,
                times.trainingStart(),
                Optional.of(now),
                times.training().plus(run));
        return new TrainingJob(arn, request, status, transitions, exited, failure, modelArtifacts, metrics, tags);
    }

    TrainingJob failedWith(String reason) {
        return new TrainingJob(
                arn, request, status, transitions, times, Optional.of(reason), modelArtifacts, metrics, tags);
    }

    TrainingJob withModel(String uri) {
        return new TrainingJob(arn, request, status, transitions, times, failure, Optional.of(uri), metrics, tags);
    }

    TrainingJob withMetrics(Map<String, Double> found) {
        return new TrainingJob(arn, request, status, transitions, times, failure, modelArtifacts, found, tags);
    }

    TrainingJob withTags(Map<String, String> changed) {
        return new TrainingJob(arn, request, status, transitions, times, failure, modelArtifacts, metrics, changed);
    }
}
