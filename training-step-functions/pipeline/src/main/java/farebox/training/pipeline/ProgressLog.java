package farebox.training.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The log lines of a training as events. Of many epochs or trials some are left out, which of them follows from the
 * line alone, so that a longer log has the events of a shorter one and more.
 */
final class ProgressLog {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_EVENTS = 40;
    private static final int MAX_LINES = 100_000;

    private ProgressLog() {}

    /** @param text of which the last line may be cut off */
    static List<RunEvent.Draft> events(byte[] text) {
        return events(new String(text, StandardCharsets.UTF_8)
                .lines()
                .limit(MAX_LINES)
                .filter(line -> line.startsWith("{"))
                .flatMap(ProgressLog::parsed)
                .toList());
    }

    static List<RunEvent.Draft> events(List<JsonNode> lines) {
        return lines.stream().map(ProgressLog::event).flatMap(Optional::stream).toList();
    }

    private static Optional<RunEvent.Draft> event(JsonNode line) {
        return switch (line.path("event").asText()) {
            case "epoch_finished" ->
                shown(line.path("epoch").asInt(), line.path("epochs").asInt())
                        ? Optional.of(epoch(line))
                        : Optional.empty();
            case "trial_finished" ->
                shown(line.path("trial").asInt(), line.path("trials").asInt())
                        ? Optional.of(RunEvent.Draft.info("Trial %d/%d: %s"
                                .formatted(
                                        line.path("trial").asInt(),
                                        line.path("trials").asInt(),
                                        line.path("candidate").asText())))
                        : Optional.empty();
            case "note_added" ->
                Optional.of(RunEvent.Draft.info("%s: %s"
                        .formatted(
                                line.path("field").asText(), line.path("note").asText())));
            default -> Optional.empty();
        };
    }

    private static RunEvent.Draft epoch(JsonNode line) {
        int epoch = line.path("epoch").asInt();
        double loss = line.path("loss").asDouble();
        return RunEvent.Draft.measured(
                "Epoch %d/%d: training loss=%.4f"
                        .formatted(epoch, line.path("epochs").asInt(), loss),
                Map.of("step", (double) epoch, "train_loss", loss));
    }

    private static boolean shown(int number, int all) {
        return number == all || number % Math.max(1, Math.ceilDiv(all, MAX_EVENTS)) == 0;
    }

    private static Stream<JsonNode> parsed(String line) {
        try {
            return Stream.of(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return Stream.empty();
        }
    }
}
