package farebox.models;

import farebox.kernel.AliasName;
import farebox.kernel.ModelVersion;

/** Which version of a model is meant. */
public sealed interface Selector {
    /** Whatever the alias points to at this moment. */
    record ByAlias(AliasName alias) implements Selector {}

    /** One immutable version. */
    record ByVersion(ModelVersion version) implements Selector {}

    /** What is served when a caller names no version. */
    static Selector champion() {
        return new ByAlias(AliasName.CHAMPION);
    }
}
