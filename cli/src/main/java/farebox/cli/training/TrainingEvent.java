package farebox.cli.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /**
     * The data were read.
     *
     * @param data the file or folder
     * @param count of all columns, more than are listed where a table is wide
     */
    record SchemaRead(String data, int rows, int count, List<TypedColumn> columns) implements TrainingEvent {
        public SchemaRead {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column as the worker takes it.
     *
     * @param use {@code feature}, {@code target}, or why it is not learned from
     * @param declared whether the spec says the type
     * @param missing rows without a value
     * @param distinct categories, of which the most frequent are listed, with their rows
     */
    record TypedColumn(
            String name, String type, String use, boolean declared, int missing, int distinct, String categories) {}

    /** Something to know of a field of the spec. */
    record NoteAdded(String field, String note) implements TrainingEvent {}

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
                case "schema_read" ->
                    Optional.of(new SchemaRead(
                            event.path("data").asText(),
                            event.path("rows").asInt(),
                            event.path("columns").asInt(),
                            event.path("schema")
                                    .valueStream()
                                    .map(TrainingEvent::column)
                                    .toList()));
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
                case "note_added" ->
                    Optional.of(new NoteAdded(
                            event.path("field").asText(), event.path("note").asText()));
                default -> Optional.empty();
            };
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static TypedColumn column(JsonNode column) {
        return new TypedColumn(
                column.path("name").asText(),
                column.path("type").asText(),
                column.path("use").asText(),
                column.path("declared").asBoolean(),
                column.path("missing").asInt(),
                column.path("distinct").asInt(),
                column.path("categories")
                        .propertyStream()
                        .map(count -> "%s %d"
                                .formatted(count.getKey(), count.getValue().asInt()))
                        .collect(Collectors.joining(", ")));
    }

    private static Score score(JsonNode event) {
        return new Score(event.path("metric").asText(), event.path("score").asDouble());
    }
}
