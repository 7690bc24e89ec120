package farebox.kernel;

/** What a key may do. */
public enum Scope {
    /** Call models of its tenant and read its tenant's usage. */
    INVOKE,
    /** Read the usage of the whole organisation; calls no model. */
    ADMIN
}
