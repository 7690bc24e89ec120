package farebox.models;

import farebox.kernel.ModelVersion;
import farebox.models.tensor.GraphSchema;
import java.time.Instant;

/** What a caller may know of one version of a model. */
public record ModelCard(ModelRef ref, ModelVersion version, Instant created, ModelSpec spec, GraphSchema graph) {}
