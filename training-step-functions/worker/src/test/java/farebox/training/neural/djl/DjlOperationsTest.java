package farebox.training.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import farebox.training.neural.Operations.BatchStatistics;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DjlOperationsTest {
    @Test
    void batchNorm_movesItsStatisticsATenthOfTheWayToTheBatch() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDArray mean = manager.create(new float[] {0, 0});
            NDArray variance = manager.create(new float[] {1, 1});
            NDArray x = manager.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new Shape(4, 2));
            BatchStatistics<NDArray> statistics = new BatchStatistics<>(
                    manager.ones(new Shape(2)), manager.zeros(new Shape(2)), mean, variance, 0.1, 1e-5);

            DjlOperations.training(new Random(1)).batchNorm(x, statistics);

            assertThat(mean.toFloatArray()).containsExactly(new float[] {0.4f, 0.5f}, within(1e-6f));
            assertThat(variance.toFloatArray()).containsExactly(new float[] {1.5666667f, 1.5666667f}, within(1e-6f));
        }
    }

    @Test
    void dropout_keepsTheMeanInTrainingAndDoesNothingElse() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDArray ones = manager.ones(new Shape(100, 100));

            float[] dropped =
                    DjlOperations.training(new Random(1)).dropout(ones, 0.25).toFloatArray();

            assertThat(dropped).contains(0f, 4f / 3).hasSize(10_000);
            assertThat(manager.create(dropped).mean().getFloat()).isCloseTo(1, within(0.02f));
            assertThat(DjlOperations.inference().dropout(ones, 0.25)).isSameAs(ones);
        }
    }

    @Test
    void affine_keepsItsFactorForTheGradientThroughGarbageCollection() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray x = manager.create(new float[] {1});
            x.setRequiresGradient(true);
            NDArray y = x;
            for (int i = 0; i < 2000; i++) {
                y = DjlOperations.inference().affine(y, i % 2 == 0 ? 2 : 0.5, 0);
            }
            for (int i = 0; i < 20; i++) {
                System.gc();
                manager.create(new float[100_000]);
            }

            collector.backward(y);

            assertThat(x.getGradient().toFloatArray()).containsExactly(1f);
        }
    }
}
