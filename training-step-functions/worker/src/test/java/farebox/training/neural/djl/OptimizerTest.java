package farebox.training.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import farebox.training.neural.Dense;
import farebox.training.neural.Sizes;
import farebox.training.neural.WeightSpec;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Optimizer.Pace;
import farebox.training.neural.fit.OptimizerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each rule against the numbers that its formula gives by hand: weights 1 and 2, gradients 1 and -1, rate 0.1, two
 * steps.
 */
final class OptimizerTest {
    private static final List<WeightSpec> SPECS = new Dense(1).weights(Sizes.of(2));
    private static final WeightSpec WEIGHT = SPECS.getFirst();
    private static final WeightSpec BIAS = SPECS.getLast();

    @Test
    void sgd_movesAgainstTheGradient() {
        assertThat(afterTwoSteps(new OptimizerSettings.Sgd(0), 0, WEIGHT))
                .containsExactly(new float[] {0.8f, 2.2f}, within(1e-6f));
    }

    @Test
    void momentum_addsWhatWasBefore() {
        assertThat(afterTwoSteps(new OptimizerSettings.Sgd(0.5), 0, WEIGHT))
                .containsExactly(new float[] {0.75f, 2.25f}, within(1e-6f));
    }

    @Test
    void adam_movesByTheRateWhateverTheGradientsSize() {
        assertThat(afterTwoSteps(OptimizerSettings.adam(), 0, WEIGHT))
                .containsExactly(new float[] {0.8f, 2.2f}, within(1e-5f));
    }

    @Test
    void weightDecay_shrinksWeightsAndLeavesBiasesAlone() {
        assertThat(afterTwoSteps(new OptimizerSettings.Sgd(0), 0.5, WEIGHT))
                .containsExactly(new float[] {0.7075f, 2.0f}, within(1e-6f));
        assertThat(afterTwoSteps(new OptimizerSettings.Sgd(0), 0.5, BIAS))
                .containsExactly(new float[] {0.8f}, within(1e-6f));
    }

    @Test
    void scale_shortensTheGradient() {
        assertThat(afterTwoSteps(new OptimizerSettings.Sgd(0), 0, WEIGHT, 0.5))
                .containsExactly(new float[] {0.9f, 2.1f}, within(1e-6f));
        assertThat(afterTwoSteps(OptimizerSettings.adam(), 0, WEIGHT, 0.5))
                .containsExactly(new float[] {0.8f, 2.2f}, within(1e-5f));
    }

    private static float[] afterTwoSteps(OptimizerSettings settings, double decay, WeightSpec spec) {
        return afterTwoSteps(settings, decay, spec, 1);
    }

    private static float[] afterTwoSteps(OptimizerSettings settings, double decay, WeightSpec spec, double scale) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Optimizer optimizer = new Optimizer(settings, decay);
            optimizer.start(manager, SPECS, new Weights(new LinkedHashMap<>()));
            NDArray weight = manager.create(spec.equals(BIAS) ? new float[] {1} : new float[] {1, 2}, shape(spec));
            NDArray gradient = manager.create(spec.equals(BIAS) ? new float[] {1} : new float[] {1, -1}, shape(spec));
            weight.setRequiresGradient(true);
            for (int step = 0; step < 2; step++) {
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    collector.backward(weight.mul(gradient).sum());
                }
                optimizer.update(spec, weight, new Pace(0.1, step), scale);
                assertThat(weight.getGradient().toFloatArray()).containsOnly(0);
            }
            return weight.toFloatArray();
        }
    }

    private static Shape shape(WeightSpec spec) {
        return new Shape(spec.shape().stream().mapToLong(Long::longValue).toArray());
    }
}
