package farebox.cli.deploy;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.models.Selector;
import farebox.models.publish.BundledModel;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.PublishResult;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.ModelRegistry;
import farebox.models.s3.S3Models;
import java.nio.file.Path;
import java.time.InstantSource;

/** The model that a new deployment serves: published once, found there ever after. */
public final class DemoModel {
    private final ModelRegistry modelRegistry;
    private final Path scratch;
    private final InstantSource clock;

    public DemoModel(Stack stack, StackClients clients, Path scratch, InstantSource clock) {
        this.modelRegistry = new ModelRegistry(S3Models.store(stack.output("ModelsBucket"), clients.s3()));
        this.scratch = scratch;
        this.clock = clock;
    }

    /** @return what to tell */
    public String publish() {
        PublishRequest model = BundledModel.allMiniLmL6V2();
        if (modelRegistry
                .alias(model.model(), ((Selector.ByAlias) Selector.champion()).alias())
                .isPresent()) {
            return "model " + model.model() + " is there";
        }
        return switch (new PublishModel(modelRegistry, new OnnxModelConverter(), scratch, clock).run(model)) {
            case PublishResult.Added added ->
                "published " + added.card().ref() + " as " + added.card().version();
            case PublishResult.AlreadyThere there -> "model " + there.card().ref() + " is there";
        };
    }
}
