package farebox.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.training.TrainingResult.Trained;
import farebox.training.data.DataLimits;
import farebox.training.evaluation.Metric;
import farebox.training.progress.Progress;
import farebox.training.progress.StopSignal;
import farebox.training.testdata.Datasets;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The small examples, as they stand. Bounds are what was measured less a margin: the linear one has an RMSE of 1.248,
 * the logistic one an accuracy of .900 over 30 rows.
 */
final class ExamplesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            linear-regression   | rmse     | 1.3
            logistic-regression | accuracy | 0.9
            decision-tree       | accuracy | 0.85
            svm                 | accuracy | 0.95
            iris                | accuracy | 0.93
            wine                | accuracy | 0.94
            breast-cancer       | accuracy | 0.94
            diabetes            | rmse     | 60
            """)
    void example_trainsAsItStands(String name, String metric, double bound) {
        TrainTable trainTable =
                new TrainTable(TabularFamilies.all(), DataLimits.ofHeap(1 << 28), 2, InstantSource.system());

        Trained trained = (Trained) trainTable.run(
                new TrainTable.Request(Datasets.spec(name), Datasets.folder(name), Progress.NONE, StopSignal.NEVER));

        Metric measured = Metric.of(metric);
        assertThat(measured.goodness(requireNonNull(trained.artifact().metrics().get(metric))))
                .isGreaterThanOrEqualTo(measured.goodness(bound));
        assertThat(trained.card().graph().memoryBytes()).isPresent();
        assertThat(trained.card().graph().largestDifference()).isLessThanOrEqualTo(1e-4);
    }
}
