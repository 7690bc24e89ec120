package farebox.models.publish;

import farebox.kernel.AliasName;
import farebox.kernel.Conflict;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.models.ModelRef;
import farebox.models.registry.ModelRegistry;

/** Points an alias to another version; going back to an earlier one is the same write. */
public final class MoveAlias {
    private final ModelRegistry modelRegistry;

    public MoveAlias(ModelRegistry modelRegistry) {
        this.modelRegistry = modelRegistry;
    }

    /**
     * @throws NotFound if there is no such version
     * @throws Conflict if it was moved by another request at the same moment
     */
    public void run(ModelRef model, AliasName alias, ModelVersion version) {
        modelRegistry.point(model, alias, version, modelRegistry.alias(model, alias));
    }
}
