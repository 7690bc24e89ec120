package farebox.training.card;

import farebox.training.evaluation.Calibration;
import farebox.training.evaluation.Importance;
import farebox.training.evaluation.RankCurves.Point;
import farebox.training.evaluation.Robustness;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws the plots of a card as images that a page holds within itself. */
final class Charts {
    private static final Logger log = LoggerFactory.getLogger(Charts.class);

    private static final int WIDTH = 560;
    private static final int HEIGHT = 380;
    private static final int MAX_BARS = 15;
    private static final int MAX_CURVES = 10;

    private Charts() {}

    /** Whether this machine has fonts: without any Java draws no text, and so no axis. */
    static boolean canDraw() {
        try {
            new TextLayout("0", new Font(Font.SANS_SERIF, Font.PLAIN, 10), new FontRenderContext(null, true, true));
            return true;
        } catch (RuntimeException | LinkageError e) {
            log.atWarn().setCause(e).log("plots_not_drawn");
            return false;
        }
    }

    /** Bars of the most important columns. */
    static String importance(List<Importance> importance, String metric) {
        List<Importance> first = importance.subList(0, Math.min(MAX_BARS, importance.size()));
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .yAxisTitle("loss of " + metric)
                .build();
        chart.getStyler().setXAxisLabelRotation(60).setLegendVisible(false);
        chart.addSeries(
                "importance",
                first.stream().map(Importance::column).toList(),
                first.stream().map(Importance::loss).toList());
        return dataUri(chart);
    }

    /** Predicted probability against what happened. */
    static String calibration(List<Calibration.Bin> bins) {
        XYChart chart = chart("mean probability", "accuracy");
        add(chart, "perfect", List.of(new Point(0, 0), new Point(1, 1)));
        add(
                chart,
                "model",
                bins.stream()
                        .map(bin -> new Point(bin.meanProbability(), bin.accuracy()))
                        .toList());
        return dataUri(chart);
    }

    /** One curve for each class, for the first classes where there are many. */
    static String curves(Map<String, List<Point>> curves, String x, String y) {
        XYChart chart = chart(x, y);
        curves.entrySet().stream().limit(MAX_CURVES).forEach(curve -> add(chart, curve.getKey(), curve.getValue()));
        return dataUri(chart);
    }

    /** A metric against noise. */
    static String robustness(List<Robustness> robustness, String noise, String metric) {
        XYChart chart = chart(noise, metric);
        add(
                chart,
                metric,
                robustness.stream()
                        .map(each -> new Point(each.noise(), each.value()))
                        .toList());
        chart.getStyler().setLegendVisible(false);
        return dataUri(chart);
    }

    /** True against predicted numbers. */
    static String scatter(List<Point> predictions) {
        XYChart chart = chart("true", "predicted");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        add(chart, "rows", predictions);
        chart.getStyler().setLegendVisible(false);
        return dataUri(chart);
    }

    private static XYChart chart(String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideSE).setMarkerSize(4);
        return chart;
    }

    private static void add(XYChart chart, String name, List<Point> points) {
        chart.addSeries(
                name,
                points.stream().mapToDouble(Point::x).toArray(),
                points.stream().mapToDouble(Point::y).toArray());
    }

    private static String dataUri(Chart<?, ?> chart) {
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        try {
            byte[] png = BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
