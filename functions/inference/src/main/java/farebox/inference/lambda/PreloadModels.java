package farebox.inference.lambda;

import farebox.inference.Catalog;
import farebox.inference.ModelId;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens models before a request asks for them; one that comes meanwhile waits for the same loading. */
final class PreloadModels {
    private static final Logger log = LoggerFactory.getLogger(PreloadModels.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Models models;
    private final Catalog catalog;
    private final InstantSource clock;

    PreloadModels(Models models, InstantSource clock) {
        this.models = models;
        this.catalog = new Catalog(models, clock);
        this.clock = clock;
    }

    /** A model that is not there yet is no reason not to start. */
    void run(List<ModelId> hotModels) {
        for (ModelId model : hotModels) {
            try {
                open(model);
            } catch (Failure failure) {
                log.atWarn()
                        .addKeyValue("model", model)
                        .addKeyValue("cause", failure.detail())
                        .log("model_preload_failed");
            }
        }
    }

    private void open(ModelId model) {
        ModelCard card = catalog.choose(model.owner().orElse(ModelRef.PUBLIC), model.toString())
                .card();
        models.open(card.ref(), new Selector.ByVersion(card.version()), Model.class, Deadline.after(TIMEOUT, clock))
                .close();
    }
}
