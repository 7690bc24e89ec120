package farebox.models.registry;

import farebox.kernel.ModelVersion;
import farebox.models.Canary;
import farebox.models.ModelRef;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an alias points, and the state of the pointer that said so.
 *
 * @param canary that was started beside the version; it may have ended by its time
 */
public record Alias(ModelVersion version, Optional<Canary> canary, ETag tag) {
    /** The version that a caller gets. */
    public ModelVersion versionFor(ModelRef model, String caller, Instant now) {
        return canary.filter(live -> live.isLive(now) && live.serves(model, caller))
                .map(Canary::candidate)
                .orElse(version);
    }
}
