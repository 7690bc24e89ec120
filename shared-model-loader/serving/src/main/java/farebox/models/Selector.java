package farebox.models;

import farebox.kernel.AliasName;
import farebox.kernel.ModelVersion;

/** Which version of a model is meant. */
public sealed interface Selector {
    /** Whatever the alias points to at this moment. */
    record ByAlias(AliasName alias) implements Selector {}

    /**
     * What the alias gives this caller: as {@link ByAlias}, or the candidate of a canary.
     *
     * @param caller any text that is the same in all requests of one caller
     */
    record ForCaller(AliasName alias, String caller) implements Selector {}

    /** One immutable version. */
    record ByVersion(ModelVersion version) implements Selector {}

    /** The version that serves, whatever is tried beside it. */
    static Selector champion() {
        return new ByAlias(AliasName.CHAMPION);
    }

    /** What is served to a caller who names no version. */
    static Selector champion(String caller) {
        return new ForCaller(AliasName.CHAMPION, caller);
    }
}
