package farebox.cli.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A model card in a few lines. */
public final class CardSummary {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN_CANDIDATES = 5;

    private CardSummary() {}

    /** @param model the folder that holds {@code card.json} */
    public static List<String> of(Path model) throws IOException {
        JsonNode card = JSON.readTree(model.resolve("card.json").toFile());
        List<String> lines = new ArrayList<>();
        lines.add("%s by %s: trained on %d, tested on %d"
                .formatted(
                        card.path("task").asText().replace('-', ' '),
                        card.path("family").asText(),
                        card.at("/data/trainingRows").asInt(),
                        card.at("/data/testRows").asInt()));
        card.path("metrics")
                .properties()
                .forEach(metric -> lines.add(String.format(
                        Locale.ROOT,
                        "  %-28s %.4f",
                        metric.getKey(),
                        metric.getValue().asDouble())));
        candidates(card, lines);
        graph(card.path("graph"), lines);
        return lines;
    }

    /** Those that reached the last round; the card keeps them best first. */
    private static void candidates(JsonNode card, List<String> lines) {
        JsonNode board = card.path("leaderboard");
        for (int i = 0; i < Math.min(SHOWN_CANDIDATES, board.size()); i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %d. %.4f ± %.4f  %s",
                    i + 1,
                    board.get(i).path("score").asDouble(),
                    board.get(i).path("standardError").asDouble(),
                    board.get(i).path("candidate").asText()));
        }
    }

    private static void graph(JsonNode graph, List<String> lines) {
        String size = String.format(
                Locale.ROOT, "graph of %.1f kB", graph.path("bytes").asLong() / 1_000.0);
        if (graph.has("memoryBytes")) {
            size += String.format(
                    Locale.ROOT,
                    ", %.1f MB in memory",
                    graph.path("memoryBytes").asLong() / 1e6);
        }
        lines.add(
                graph.path("comparedRows").asInt() == 0
                        ? size
                        : String.format(
                                Locale.ROOT,
                                "%s, %d µs an item, at most %.1e from the trained model",
                                size,
                                graph.path("medianMicroseconds").asLong(),
                                graph.path("largestDifference").asDouble()));
    }
}
