package farebox.training.neural.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.fit.LearningRate;
import farebox.training.neural.fit.LearningRate.Decay;
import farebox.training.neural.fit.OptimizerSettings;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingOptions.Batching;
import farebox.training.neural.fit.TrainingOptions.Regularization;
import farebox.training.neural.fit.TrainingOptions.Stopping;
import farebox.training.progress.ProgressEvent;
import farebox.training.progress.ProgressEvent.EpochFinished;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.Examples;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrainingParametersTest {
    private static final TabularFamily MLP = NeuralFamilies.all().stream()
            .filter(family -> family.name().equals("mlp"))
            .findFirst()
            .orElseThrow();

    @Test
    void options_withoutParameters_areAdamAtACosineWithoutEarlyStopping() {
        TrainingOptions options = parameters(Map.of()).options(7);

        assertThat(options)
                .isEqualTo(TrainingOptions.of(30, 2e-3, 7)
                        .withLearningRate(LearningRate.cosine(2e-3, 0.05))
                        .withRegularization(new Regularization(1e-4, 5)));
    }

    @Test
    void options_areWhatTheSpecSays() {
        TrainingOptions options = parameters(Map.of(
                        "batch",
                        64,
                        "passes",
                        4,
                        "patience",
                        3,
                        "sgd",
                        1,
                        "momentum",
                        0.8,
                        "cosine",
                        0,
                        "warm_up",
                        0.1,
                        "max_gradient_norm",
                        1))
                .options(7);

        assertThat(options.batching()).isEqualTo(new Batching(64, 4));
        assertThat(options.stopping()).isEqualTo(new Stopping(3, 0));
        assertThat(options.optimizer()).isEqualTo(new OptimizerSettings.Sgd(0.8));
        assertThat(options.learningRate()).isEqualTo(new LearningRate(2e-3, 0.1, Decay.NONE));
        assertThat(options.regularization().maxGradientNorm()).isEqualTo(1);
    }

    @Test
    void balanced_givesEachClassTheSameWeightInAll() {
        int[] classes = {0, 0, 0, 1};

        assertThat(parameters(Map.of("balanced", 1)).options(classes, 2, 7).classWeights())
                .containsExactly(4 / 6.0, 2.0);
        assertThat(parameters(Map.of()).options(classes, 2, 7).classWeights()).isEmpty();
    }

    @Test
    void morePassesThanExamplesOfABatch_areRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> parameters(Map.of("batch", 2, "passes", 3)).options(7))
                .withMessage("a batch of 2 examples cannot be taken in 3 passes")
                .satisfies(refused -> assertThat(refused.param()).contains("parameters.passes"));
    }

    @Test
    void patience_endsATrainingThatGetsNoBetter() {
        List<ProgressEvent> events = new ArrayList<>();
        TrainingContext context = new TrainingContext(TrainingContext.random(1), events::add, StopSignal.NEVER);

        MLP.train(
                rare(),
                ParameterValues.of(MLP, Map.of("epochs", 200, "patience", 2, "learning_rate", 1, "cosine", 0)),
                context);

        assertThat(events).hasOnlyElementsOfType(EpochFinished.class).hasSizeBetween(3, 100);
    }

    @Test
    void balanced_findsARareClassThatIsDrowned() {
        TabularModel plain = MLP.train(rare(), ParameterValues.of(MLP, Map.of("epochs", 10)), TrainingContext.of(1));
        TabularModel balanced =
                MLP.train(rare(), ParameterValues.of(MLP, Map.of("epochs", 10, "balanced", 1)), TrainingContext.of(1));

        assertThat(found(plain)).isZero();
        assertThat(found(balanced)).isGreaterThan(20);
    }

    /** Forty rows of a class among 360 others whose column has the same values, though less often. */
    private static Examples rare() {
        float[] values = new float[400];
        double[] classes = new double[400];
        for (int row = 0; row < 400; row++) {
            classes[row] = row % 10 == 3 ? 1 : 0;
            values[row] = row % 10 == 3 || row % 5 == 1 ? 1 : -1;
        }
        return new Examples(Matrix.of(1, values), classes, new Task.Classification(2));
    }

    private static long found(TabularModel model) {
        double[][] predictions = model.predict(rare().rows());
        return IntStream.range(0, predictions.length)
                .filter(row -> rare().label(row) == 1 && predictions[row][1] > 0.5)
                .count();
    }

    private static TrainingParameters parameters(Map<String, ?> given) {
        return new TrainingParameters(ParameterValues.of("mlp", TrainingParameters.ALL, given));
    }
}
