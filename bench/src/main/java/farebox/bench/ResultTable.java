package farebox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Rows as text, in columns as wide as they need to be. */
final class ResultTable {
    private static final List<String> HEAD = List.of("what", "farebox", "baseline", "ratio", "goal");

    private ResultTable() {}

    static String of(List<ResultRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(resultRow -> lines.add(List.of(
                resultRow.name(),
                resultRow.ours(),
                resultRow.baseline(),
                String.format(Locale.ROOT, "%.3f", resultRow.ratio()),
                resultRow.verdict())));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(padded(line, widths)).append('\n'));
        return text.toString();
    }

    private static String padded(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            text.append(line.get(column))
                    .repeat(' ', widths[column] - line.get(column).length() + 2);
        }
        return text.toString().stripTrailing();
    }
}
