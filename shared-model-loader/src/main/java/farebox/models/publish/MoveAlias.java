package farebox.models.publish;

import farebox.kernel.AliasName;
import farebox.kernel.Conflict;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.models.ModelRef;
import farebox.models.registry.Registry;

/** Points an alias to another version; going back to an earlier one is the same write. */
public final class MoveAlias {
    private final Registry registry;

    public MoveAlias(Registry registry) {
        this.registry = registry;
    }

    /**
     * @throws NotFound if there is no such version
     * @throws Conflict if somebody else moved it at the same moment
     */
    public void run(ModelRef model, AliasName alias, ModelVersion version) {
        registry.point(model, alias, version, registry.alias(model, alias));
    }
}
