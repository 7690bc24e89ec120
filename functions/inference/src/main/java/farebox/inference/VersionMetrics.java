package farebox.inference;

import farebox.kernel.ModelVersion;
import farebox.kernel.Unavailable;
import farebox.models.ModelRef;
import java.time.Instant;

/** Port: the requests to versions of models, counted over all environments of the function, by minute. */
public interface VersionMetrics {
    /**
     * Adds what this environment has counted since it last did, at this moment.
     *
     * @throws Unavailable if the store does not answer; then it may have been added or not
     */
    void add(ModelRef model, ModelVersion version, VersionCounts counts);

    /**
     * The sum from the beginning of that instant's minute.
     *
     * @throws Unavailable if the store does not answer
     */
    VersionCounts since(ModelRef model, ModelVersion version, Instant from);
}
