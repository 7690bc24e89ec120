package farebox.cli.deploy;

import farebox.kernel.AliasName;
import farebox.kernel.DataCorrupted;
import farebox.models.ModelRef;
import farebox.models.publish.BundledModel;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.PublishResult;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.InstantSource;

/** The model that a new deployment serves: published once, found there ever after. */
public final class DemoModel {
    private final ModelRegistry modelRegistry;
    private final Path scratch;
    private final InstantSource clock;

    /** @param registry that can be published to */
    public DemoModel(ModelRegistry registry, Path scratch, InstantSource clock) {
        this.modelRegistry = registry;
        this.scratch = scratch;
        this.clock = clock;
    }

    /** @return what to tell */
    public String publish() {
        PublishRequest model = BundledModel.allMiniLmL6V2();
        if (isServed(model.model())) {
            return "model " + model.model() + " is there";
        }
        return switch (new PublishModel(modelRegistry, new OnnxModelConverter(), scratch, clock).run(model)) {
            case PublishResult.Added added ->
                "published " + added.card().ref() + " as " + added.card().version();
            case PublishResult.AlreadyThere there -> "model " + there.card().ref() + " is there";
        };
    }

    /** What an earlier release published without a signature is published again. */
    private boolean isServed(ModelRef model) {
        try {
            return modelRegistry
                    .alias(model, AliasName.CHAMPION)
                    .flatMap(champion -> modelRegistry.manifest(model, champion.version()))
                    .isPresent();
        } catch (DataCorrupted e) {
            return false;
        }
    }
}
