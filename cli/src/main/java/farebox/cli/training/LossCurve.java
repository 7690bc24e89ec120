package farebox.cli.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The loss of each epoch as a plot of characters. */
public final class LossCurve {
    private static final int ROWS = 8;
    private static final int COLUMNS = 60;
    private static final int FEWEST = 3;

    private final List<Double> losses = new ArrayList<>();

    public void add(double loss) {
        losses.add(loss);
    }

    /** The lines of the plot, the highest loss above; none for too few epochs to see a curve. */
    public List<String> lines() {
        if (losses.size() < FEWEST) {
            return List.of();
        }
        double highest = losses.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double lowest = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        char[][] plot = plot(highest, lowest);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double level = highest - (highest - lowest) * row / (ROWS - 1);
            lines.add(String.format(Locale.ROOT, "%10.4f │%s", level, new String(plot[row]).stripTrailing()));
        }
        lines.add(" ".repeat(10) + " └" + "─".repeat(width()));
        lines.add(" ".repeat(12) + "loss of epoch 1 to " + losses.size());
        return lines;
    }

    private char[][] plot(double highest, double lowest) {
        char[][] plot = new char[ROWS][width()];
        for (char[] row : plot) {
            Arrays.fill(row, ' ');
        }
        double range = highest > lowest ? highest - lowest : 1;
        for (int column = 0; column < width(); column++) {
            double loss = losses.get(column * losses.size() / width());
            plot[(int) Math.round((highest - loss) / range * (ROWS - 1))][column] = '•';
        }
        return plot;
    }

    private int width() {
        return Math.min(COLUMNS, losses.size());
    }
}
