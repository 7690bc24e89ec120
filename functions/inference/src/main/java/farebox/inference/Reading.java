package farebox.inference;

import farebox.inference.DetectObjects.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of an image.
 *
 * @param rows lines side by side make a row; rows from the top, and lines of a row from the left
 */
public record Reading(List<List<TextLine>> rows) {
    public Reading {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** @param lines in any order */
    static Reading of(List<TextLine> lines) {
        List<List<TextLine>> rows = new ArrayList<>();
        lines.stream()
                .sorted(Comparator.comparingInt(line -> middle(line.box())))
                .forEach(line -> add(line, rows));
        rows.forEach(row -> row.sort(Comparator.comparingInt(line -> line.box().xMin())));
        return new Reading(rows);
    }

    /** In the order in which they are read. */
    public List<TextLine> lines() {
        return rows.stream().flatMap(List::stream).toList();
    }

    /** A line of text for each row. */
    public String text() {
        return rows.stream()
                .map(row -> row.stream().map(TextLine::text).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    /** The middle of one that stands in a row lies between top and bottom of the row's first. */
    private static void add(TextLine line, List<List<TextLine>> rows) {
        int middle = middle(line.box());
        if (!rows.isEmpty() && middle < rows.getLast().getFirst().box().yMax() && isBeside(line, rows.getLast())) {
            rows.getLast().add(line);
        } else {
            rows.add(new ArrayList<>(List.of(line)));
        }
    }

    private static boolean isBeside(TextLine line, List<TextLine> row) {
        return row.stream()
                .allMatch(other -> line.box().xMin() >= other.box().xMax()
                        || line.box().xMax() <= other.box().xMin());
    }

    private static int middle(Box box) {
        return (box.yMin() + box.yMax()) / 2;
    }
}
