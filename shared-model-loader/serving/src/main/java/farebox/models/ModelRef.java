package farebox.models;

import farebox.kernel.ModelName;
import farebox.kernel.TenantId;

/** A model, by who owns it. Whoever builds one has checked that the caller may use that owner's models. */
public record ModelRef(TenantId owner, ModelName name) {
    /** The owner of the models that every tenant may use. */
    public static final TenantId PUBLIC = TenantId.PUBLIC;

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
