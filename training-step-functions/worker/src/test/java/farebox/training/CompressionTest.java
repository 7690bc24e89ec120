package farebox.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.training.TrainingResult.NotPromoted;
import farebox.training.TrainingResult.Trained;
import farebox.training.card.ModelCard.Compression;
import farebox.training.data.DataLimits;
import farebox.training.progress.Progress;
import farebox.training.progress.StopSignal;
import farebox.training.spec.SpecReader;
import farebox.training.testdata.Datasets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Digits by a network of 64 → 64 → 10, and what becomes of it when it is made smaller. */
final class CompressionTest {
    private static final String NETWORK = "\"family\": \"mlp\", \"parameters\": {\"hidden\": 64, \"epochs\": 8}";

    private final TrainTable trainTable =
            new TrainTable(TabularFamilies.all(), DataLimits.ofHeap(1 << 28), 2, InstantSource.system());

    @Test
    void int8_takesLessThanHalfAndCostsLittle() {
        Compression compression = compressed(NETWORK + ", \"compression\": {\"method\": \"int8\"}");

        assertThat(compression.before().metrics().get("accuracy")).isGreaterThan(0.9);
        assertThat(accuracyLost(compression)).isLessThan(0.02);
        assertThat(compression.after().bytes()).isLessThan(compression.before().bytes() / 2);
    }

    @Test
    void pruning_makesADownloadSmaller() {
        Compression compression = compressed(NETWORK + ", \"compression\": {\"method\": \"pruning\", \"share\": 0.5}");

        assertThat(accuracyLost(compression)).isLessThan(0.05);
        assertThat(compression.after().bytes()).isEqualTo(compression.before().bytes());
        assertThat(compression.after().deflatedBytes())
                .isLessThan(compression.before().deflatedBytes() * 7 / 10);
    }

    @Test
    void distillation_teachesASmallerStudent() {
        Trained trained = train("\"family\": \"random_forest\","
                + " \"compression\": {\"method\": \"distillation\", \"student\": \"logistic\"}");

        Compression compression = trained.card().compression().orElseThrow();
        assertThat(trained.artifact().training()).containsEntry("family", "logistic");
        assertThat(trained.card().graph().largestDifference()).isLessThan(1e-4);
        assertThat(accuracyLost(compression)).isLessThan(0.06);
        assertThat(compression.after().bytes()).isLessThan(compression.before().bytes() / 10);
    }

    @Test
    void smallerModelBelowTheGate_isRefused() {
        TrainingResult result = result(NETWORK
                + ", \"compression\": {\"method\": \"pruning\", \"share\": 0.97}, \"gate\": {\"accuracy\": 0.8}");

        NotPromoted refused = (NotPromoted) result;
        Compression compression = refused.card().compression().orElseThrow();
        assertThat(refused.reasons().getFirst()).startsWith("accuracy is 0.").contains("below the minimum of 0.8");
        assertThat(compression.before().metrics().get("accuracy")).isGreaterThan(0.8);
    }

    @Test
    void networkMethodOnATree_isRefusedByItsField() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> train("\"family\": \"decision_tree\", \"compression\": {\"method\": \"int8\"}"))
                .withMessageContaining("compression.method: int8 makes no part of a model of the family decision_tree");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> train(NETWORK + ", \"compression\": {\"method\": \"distillation\"}"))
                .withMessageContaining("student");
    }

    private Compression compressed(String fields) {
        return train(fields).card().compression().orElseThrow();
    }

    private static double accuracyLost(Compression compression) {
        return accuracy(compression.before().metrics())
                - accuracy(compression.after().metrics());
    }

    private static double accuracy(Map<String, Double> metrics) {
        return requireNonNull(metrics.get("accuracy"));
    }

    private Trained train(String fields) {
        return (Trained) result(fields);
    }

    private TrainingResult result(String fields) {
        String spec = "{\"data\": \"digits.csv\", \"target\": \"digit\", \"task\": \"classification\", \"seed\": 7, %s}"
                .formatted(fields);
        return trainTable.run(new TrainTable.Request(
                new SpecReader().read(spec, "training.json"),
                Datasets.folder("digits"),
                Progress.NONE,
                StopSignal.NEVER));
    }
}
