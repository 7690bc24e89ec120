package farebox.kernel;

/** Who calls, as the check of the key found it; never taken from the request itself. */
public record Caller(TenantId tenant, KeyId key, Scope scope, PlanName plan) {

    /** @throws Forbidden if this caller's key has another scope */
    public Caller require(Scope needed) {
        if (scope != needed) {
            throw new Forbidden(
                    switch (needed) {
                        case ADMIN -> "this needs an admin key; a caller's key cannot read the organisation's data";
                        case INVOKE -> "this needs a caller's key; an admin key calls no model";
                    });
        }
        return this;
    }
}
