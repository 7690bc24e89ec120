package farebox.training.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A card as one HTML page that loads nothing from anywhere. */
public final class CardPage {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{title}</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; color: #222 }
            table { border-collapse: collapse; margin: .5em 0 }
            td, th { border: 1px solid #ddd; padding: .25em .6em; text-align: left }
            td.n { text-align: right; font-variant-numeric: tabular-nums }
            img { max-width: 100% }
            </style>
            </head>
            <body>
            <h1>{title}</h1>
            {sections}
            </body>
            </html>
            """;

    private static final String NO_PLOTS =
            "<p>This page has no plots, because the machine that trained the model has no fonts. Install fontconfig and"
                    + " a font there, such as fonts-dejavu-core.</p>";

    private final ModelCard card;
    private final boolean drawn;
    private final List<String> sections = new ArrayList<>();

    private CardPage(ModelCard card, boolean drawn) {
        this.card = card;
        this.drawn = drawn;
    }

    public static String of(ModelCard card) {
        return of(card, Charts.canDraw());
    }

    /** @param drawn whether there are fonts to draw plots with */
    static String of(ModelCard card, boolean drawn) {
        return new CardPage(card, drawn).page();
    }

    private String page() {
        summary();
        section("Metrics on held-out data", table(card.metrics()));
        classes();
        card.compression().ifPresent(this::compression);
        plots();
        leaderboard();
        columns();
        if (!drawn) {
            sections.add(NO_PLOTS);
        }
        return PAGE.replace("{title}", escape(title())).replace("{sections}", String.join("\n", sections));
    }

    private String title() {
        String task = card.task().replace('-', ' ');
        return card.target().isEmpty() ? task : task + " of " + card.target();
    }

    private void compression(ModelCard.Compression compression) {
        StringBuilder table = new StringBuilder("<table><tr><th></th><th>before</th><th>after</th></tr>");
        ModelCard.Compression.Measured before = compression.before();
        ModelCard.Compression.Measured after = compression.after();
        after.metrics()
                .forEach((name, value) ->
                        table.append(comparison(name, before.metrics().getOrDefault(name, Double.NaN), value)));
        table.append(comparison("bytes", (double) before.bytes(), (double) after.bytes()));
        table.append(comparison("bytes, deflated", (double) before.deflatedBytes(), (double) after.deflatedBytes()));
        table.append(
                comparison("µs for a row", (double) before.medianMicroseconds(), (double) after.medianMicroseconds()));
        section(
                "Made smaller by " + escape(compression.method()),
                table.append("</table>").toString());
    }

    private static String comparison(String name, double before, double after) {
        return "<tr><td>%s</td><td class=n>%s</td><td class=n>%s</td></tr>"
                .formatted(escape(name), number(before), number(after));
    }

    private void plots() {
        if (!card.predictions().isEmpty()) {
            plot("Predictions", "true against predicted numbers", () -> Charts.scatter(card.predictions()));
        }
        if (!card.importance().isEmpty()) {
            plot(
                    "Importance of columns",
                    "importance of columns",
                    () -> Charts.importance(card.importance(), chosenMetric()));
        }
        if (!card.contributions().isEmpty()) {
            boolean columns = card.task().startsWith("tabular");
            section(
                    columns
                            ? "Mean size of what each column adds to a prediction (KernelSHAP)"
                            : "Mean size of what each part adds to a prediction (occlusion)",
                    table(card.contributions()));
        }
        if (!card.robustness().isEmpty()) {
            plot(
                    "Under noise",
                    chosenMetric() + " under noise",
                    () -> Charts.robustness(card.robustness(), noise(), chosenMetric()));
        }
    }

    private String noise() {
        return card.task().equals("text-classification")
                ? "share of the words left out"
                : "noise, in standard deviations";
    }

    private String chosenMetric() {
        return card.metrics().keySet().iterator().next();
    }

    private void summary() {
        sections.add("<p>%s, trained on %d items of %s and tested on %d; seed %d. %s</p>"
                .formatted(
                        escape(card.family()),
                        card.data().trainingRows(),
                        escape(card.data().file()),
                        card.data().testRows(),
                        card.seed(),
                        graph(card.graph())));
        section("Parameters", table(card.parameters()));
    }

    private static String graph(ModelCard.Graph graph) {
        String size = "The served graph has %d bytes%s.".formatted(graph.bytes(), memory(graph));
        return graph.comparedRows() == 0
                ? size
                : "%s It takes %d µs for an item (99th percentile %d µs) and differs from the trained model by at most %s over %d items."
                        .formatted(
                                size,
                                graph.medianMicroseconds(),
                                graph.p99Microseconds(),
                                number(graph.largestDifference()),
                                graph.comparedRows());
    }

    private static String memory(ModelCard.Graph graph) {
        return graph.memoryBytes().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        " and takes %.1f MB of memory",
                        graph.memoryBytes().getAsLong() / 1e6);
    }

    private void classes() {
        ModelCard.Classes classes = card.classes();
        if (classes.labels().isEmpty()) {
            return;
        }
        section("Confusion matrix", confusion(classes));
        plot("Calibration", "calibration", () -> Charts.calibration(classes.calibration()));
        plot("ROC", "ROC curves", () -> Charts.curves(classes.roc(), "false positive rate", "true positive rate"));
        plot(
                "Precision and recall",
                "precision-recall curves",
                () -> Charts.curves(classes.precisionRecall(), "recall", "precision"));
    }

    private static String confusion(ModelCard.Classes classes) {
        StringBuilder table = new StringBuilder("<table><tr><th>true \\ predicted</th>");
        classes.labels()
                .forEach(label -> table.append("<th>").append(escape(label)).append("</th>"));
        for (int row = 0; row < classes.labels().size(); row++) {
            table.append("</tr><tr><th>")
                    .append(escape(classes.labels().get(row)))
                    .append("</th>");
            int sum = classes.confusion().get(row).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            for (int count : classes.confusion().get(row)) {
                table.append("<td class=n style=\"background:rgba(40,110,200,%.2f)\">%d</td>"
                        .formatted(sum == 0 ? 0 : 0.7 * count / sum, count));
            }
        }
        return table.append("</tr></table>").toString();
    }

    private void leaderboard() {
        if (card.leaderboard().isEmpty()) {
            return;
        }
        StringBuilder table =
                new StringBuilder("<table><tr><th>candidate</th><th>round</th><th>score</th><th>± error</th></tr>");
        card.leaderboard()
                .forEach(trial ->
                        table.append("<tr><td>%s</td><td class=n>%d</td><td class=n>%s</td><td class=n>%s</td></tr>"
                                .formatted(
                                        escape(trial.candidate()),
                                        trial.rung() + 1,
                                        number(trial.score()),
                                        number(trial.standardError()))));
        section(
                "Candidates compared by cross-validation",
                table.append("</table>").toString());
    }

    private void columns() {
        if (card.data().columns().isEmpty()) {
            return;
        }
        StringBuilder table = new StringBuilder("<table><tr><th>column</th><th>read as</th></tr>");
        card.data().columns().forEach(column -> table.append(row(column)));
        card.data()
                .unused()
                .forEach(column ->
                        table.append(row(new ModelCard.Input(column.name(), "not used: it " + column.note()))));
        section("Columns", table.append("</table>").toString());
    }

    private static String row(ModelCard.Input column) {
        return "<tr><td>%s</td><td>%s</td></tr>".formatted(escape(column.name()), escape(column.note()));
    }

    private void section(String title, String content) {
        sections.add("<h2>%s</h2>%n%s".formatted(title, content));
    }

    private static String table(Map<String, Double> values) {
        StringBuilder table = new StringBuilder("<table>");
        values.forEach((name, value) ->
                table.append("<tr><td>%s</td><td class=n>%s</td></tr>".formatted(escape(name), number(value))));
        return table.append("</table>").toString();
    }

    private void plot(String title, String alternative, Supplier<String> uri) {
        if (drawn) {
            section(title, "<img src=\"%s\" alt=\"%s\">".formatted(uri.get(), escape(alternative)));
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
