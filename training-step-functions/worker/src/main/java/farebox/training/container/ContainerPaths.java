package farebox.training.container;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folders of a training container, as <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo.html">SageMaker</a> lays them
 * out.
 *
 * @param base {@code /opt/ml} unless {@code SAGEMAKER_BASE_DIR} says otherwise
 */
record ContainerPaths(Path base) {
    private static final String BASE_VARIABLE = "SAGEMAKER_BASE_DIR";
    private static final String DEFAULT_BASE = "/opt/ml";

    static ContainerPaths from(Map<String, String> environment) {
        return new ContainerPaths(Path.of(environment.getOrDefault(BASE_VARIABLE, DEFAULT_BASE)));
    }

    Path hyperparameters() {
        return base.resolve("input/config/hyperparameters.json");
    }

    /** Where the files of a channel lie. */
    Path channel(String name) {
        return base.resolve("input/data").resolve(name);
    }

    /** What lies here outlives the container, and is there again when the job goes on in another one. */
    Path checkpoints() {
        return base.resolve("checkpoints");
    }

    /** What lies here is the model. */
    Path model() {
        return base.resolve("model");
    }

    /** What lies here is kept, and is no part of the model. */
    Path outputData() {
        return base.resolve("output/data");
    }

    /** Its first 1,024 characters become the reason of a failed job. */
    Path failure() {
        return base.resolve("output/failure");
    }
}
