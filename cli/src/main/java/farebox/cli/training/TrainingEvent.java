package farebox.cli.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** One line of the worker's log that says how far a training is. */
public sealed interface TrainingEvent {
    /** A part of the training began, such as {@code search} or {@code fit logistic}. */
    record PhaseStarted(String phase) implements TrainingEvent {}

    /**
     * A pass over the data ended.
     *
     * @param epoch counted from 1
     * @param secondsLeft at the speed so far
     */
    record EpochFinished(int epoch, int epochs, double loss, Score score, double secondsLeft)
            implements TrainingEvent {}

    /**
     * A candidate of the search was scored.
     *
     * @param trial counted from 1 within its round
     */
    record TrialFinished(int trial, int trials, String candidate, Score score) implements TrainingEvent {}

    /** A metric on held-out data. */
    record Score(String metric, double value) {}

    /** The event of a line; none of a line that tells of another thing. */
    static Optional<TrainingEvent> parse(String line) {
        if (!line.startsWith("{\"event\"")) {
            return Optional.empty();
        }
        try {
            JsonNode event = new JsonMapper().readTree(line);
            return switch (event.path("event").asText()) {
                case "phase_started" ->
                    Optional.of(new PhaseStarted(event.path("phase").asText()));
                case "epoch_finished" ->
                    Optional.of(new EpochFinished(
                            event.path("epoch").asInt(),
                            event.path("epochs").asInt(),
                            event.path("loss").asDouble(),
                            score(event),
                            event.path("seconds_left").asDouble()));
                case "trial_finished" ->
                    Optional.of(new TrialFinished(
                            event.path("trial").asInt(),
                            event.path("trials").asInt(),
                            event.path("candidate").asText(),
                            score(event)));
                default -> Optional.empty();
            };
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Score score(JsonNode event) {
        return new Score(event.path("metric").asText(), event.path("score").asDouble());
    }
}
