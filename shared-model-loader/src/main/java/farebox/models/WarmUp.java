package farebox.models;

import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a model and runs it once, before a process is asked for anything: at its start, or before a snapshot of it.
 *
 * <p>A model that cannot be opened now is no reason not to start; it is tried again when it is asked for.
 */
public final class WarmUp {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Models models;
    private final InstantSource clock;

    public WarmUp(Models models, InstantSource clock) {
        this.models = models;
        this.clock = clock;
    }

    /** Whether the champion of that model is open now. */
    public boolean run(ModelRef model) {
        try (Lease<EmbeddingModel> lease = models.open(model, Selector.champion(), Deadline.after(PATIENCE, clock))) {
            lease.model().embed(lease.model().tokenize("warm"));
            return true;
        } catch (Failure failure) {
            log.atWarn().addKeyValue("model", model).setCause(failure).log("not warmed");
            return false;
        }
    }
}
