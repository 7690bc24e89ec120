package farebox.local.up;

import farebox.local.stack.Stack;
import farebox.local.stack.StackClients;
import farebox.models.Selector;
import farebox.models.onnx.OnnxWorkshop;
import farebox.models.publish.BundledModel;
import farebox.models.publish.Publication;
import farebox.models.publish.PublishModel;
import farebox.models.publish.Published;
import farebox.models.registry.Registry;
import farebox.models.s3.S3Models;
import java.nio.file.Path;
import java.time.InstantSource;

/** The model that a new deployment serves: published once, found there ever after. */
public final class FirstModel {
    private final Registry registry;
    private final Path scratch;
    private final InstantSource clock;

    public FirstModel(Stack stack, StackClients clients, Path scratch, InstantSource clock) {
        this.registry = new Registry(S3Models.store(stack.output("ModelsBucket"), clients.s3()));
        this.scratch = scratch;
        this.clock = clock;
    }

    /** @return what to tell */
    public String publish() {
        Publication model = BundledModel.allMiniLmL6V2();
        if (registry.alias(model.model(), ((Selector.ByAlias) Selector.champion()).alias())
                .isPresent()) {
            return "model " + model.model() + " is there";
        }
        return switch (new PublishModel(registry, new OnnxWorkshop(), scratch, clock).run(model)) {
            case Published.Added added ->
                "published " + added.card().ref() + " as " + added.card().version();
            case Published.AlreadyThere there -> "model " + there.card().ref() + " is there";
        };
    }
}
