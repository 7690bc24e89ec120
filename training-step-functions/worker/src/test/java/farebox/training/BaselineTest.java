package farebox.training;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.monitoring.CategoryDistribution;
import farebox.monitoring.ColumnDistribution;
import farebox.monitoring.ModelDistributions;
import farebox.monitoring.NumberDistribution;
import farebox.training.data.Column;
import farebox.training.data.Table;
import farebox.training.evaluation.Scored;
import farebox.training.tabular.Task;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class BaselineTest {
    private static final Table TRAINING = new Table(
            "rows.csv",
            List.of(
                    new Column.Numbers("size", new float[] {1, 2, Float.NaN, 4}),
                    new Column.Categories("kind", new int[] {0, 1, -1, 0}, List.of("a", "b")),
                    new Column.Numbers("unused", new float[] {0, 0, 0, 0})),
            new long[] {2, 3, 4, 5});

    @Test
    void aClassifier_hasItsColumnsLabelsAndHowSureItIs() {
        Scored scored = new Scored(
                new double[][] {{0.9, 0.1}, {0.3, 0.7}, {0.2, 0.8}},
                new double[] {0, 1, 0},
                new Task.Classification(2));

        ModelDistributions baseline = Baseline.of(TRAINING, List.of("size", "kind"), scored, List.of("no", "yes"));

        Map<String, ColumnDistribution> inputs = baseline.inputs().columns();
        assertThat(inputs).containsOnlyKeys("size", "kind");
        assertThat(inputs)
                .extractingByKey("size", InstanceOfAssertFactories.type(NumberDistribution.class))
                .satisfies(size -> assertThat(size.quantile(1)).isEqualTo(4))
                .satisfies(size -> assertThat(size.missing()).isEqualTo(1));
        assertThat(inputs)
                .extractingByKey("kind", InstanceOfAssertFactories.type(CategoryDistribution.class))
                .satisfies(kind -> assertThat(kind.counts().values()).containsExactlyInAnyOrder(2L, 1L))
                .satisfies(kind -> assertThat(kind.missing()).isEqualTo(1));
        assertThat(baseline.outputs().columns())
                .extractingByKey("label", InstanceOfAssertFactories.type(CategoryDistribution.class))
                .satisfies(label -> assertThat(label.counts()).isEqualTo(Map.of("no", 1L, "yes", 2L)));
        assertThat(baseline.outputs().columns())
                .extractingByKey("confidence", InstanceOfAssertFactories.type(NumberDistribution.class))
                .satisfies(confidence -> assertThat(confidence.quantile(0)).isEqualTo(0.7));
    }

    @Test
    void textsAndImages_haveTheirLengthsAndBrightness() {
        Scored scored = new Scored(new double[][] {{0.9, 0.1}}, new double[] {0}, new Task.Classification(2));
        List<String> labels = List.of("no", "yes");

        ModelDistributions texts = Baseline.ofTexts(IntStream.of(3, 40), scored, labels);
        ModelDistributions images = Baseline.ofImages(DoubleStream.of(0.25, 0.75), scored, labels);

        assertThat(texts.inputs().columns())
                .extractingByKey("tokens", InstanceOfAssertFactories.type(NumberDistribution.class))
                .satisfies(tokens -> assertThat(tokens.quantile(1)).isEqualTo(40));
        assertThat(images.inputs().columns())
                .extractingByKey("brightness", InstanceOfAssertFactories.type(NumberDistribution.class))
                .satisfies(brightness -> assertThat(brightness.quantile(0)).isEqualTo(0.25));
        assertThat(List.of(texts, images))
                .allSatisfy(
                        baseline -> assertThat(baseline.outputs().columns()).containsOnlyKeys("label", "confidence"));
    }

    @Test
    void aRegression_hasItsValues() {
        Scored scored = new Scored(new double[][] {{5}, {7}}, new double[] {5, 6}, new Task.Regression());

        assertThat(Baseline.of(TRAINING, List.of(), scored, List.of()).outputs().columns())
                .extractingByKey("value", InstanceOfAssertFactories.type(NumberDistribution.class))
                .satisfies(value -> assertThat(value.quantile(1)).isEqualTo(7));
    }
}
