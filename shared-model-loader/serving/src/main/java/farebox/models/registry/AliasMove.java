package farebox.models.registry;

import farebox.kernel.ModelVersion;
import farebox.models.Canary;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an alias pointed from an instant on, until its next move.
 *
 * @param canary beside the version
 */
public record AliasMove(Instant since, ModelVersion version, Optional<Canary> canary) {}
