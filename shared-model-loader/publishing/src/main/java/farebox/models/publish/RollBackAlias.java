package farebox.models.publish;

import farebox.kernel.AliasName;
import farebox.kernel.Conflict;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.models.ModelRef;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelRegistry;
import java.util.Optional;

/** Points an alias back to the version that it pointed to before; done twice, it is where it was. */
public final class RollBackAlias {
    private final ModelRegistry modelRegistry;

    public RollBackAlias(ModelRegistry modelRegistry) {
        this.modelRegistry = modelRegistry;
    }

    /**
     * @return the version that it points to now
     * @throws NotFound if there is no such alias, or it never pointed to another version
     * @throws Conflict if it was moved by another request at the same moment
     */
    public ModelVersion run(ModelRef model, AliasName name) {
        Alias alias = modelRegistry
                .alias(model, name)
                .orElseThrow(() -> new NotFound("the model " + model + " has no alias " + name));
        ModelVersion previous = alias.previous()
                .orElseThrow(
                        () -> new NotFound("the alias " + name + " of " + model + " never pointed to another version"));
        modelRegistry.point(model, name, previous, Optional.of(alias));
        return previous;
    }
}
