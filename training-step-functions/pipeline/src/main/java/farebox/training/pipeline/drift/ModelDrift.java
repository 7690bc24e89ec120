package farebox.training.pipeline.drift;

import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import farebox.monitoring.drift.DriftReport;
import java.time.Instant;

/** A model whose newest calls were compared with its training. */
public record ModelDrift(ModelRef model, ModelVersion version, Instant at, DriftReport report) {}
