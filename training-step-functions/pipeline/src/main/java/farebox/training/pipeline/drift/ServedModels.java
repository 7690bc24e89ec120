package farebox.training.pipeline.drift;

import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import farebox.monitoring.ModelDistributions;
import java.util.Optional;

/** What is known of models that serve. */
public interface ServedModels {
    /** The version that serves whoever names none. */
    Optional<ModelVersion> champion(ModelRef model);

    /** How a version's training data and predictions were distributed; empty for one that came without. */
    Optional<ModelDistributions> baseline(ModelRef model, ModelVersion version);
}
