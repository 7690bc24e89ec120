package farebox.models.cache;

/** What a look at a file's bytes showed. */
enum VerificationResult {
    /** They are what the manifest says. */
    VERIFIED,
    /** They are others. */
    DAMAGED,
    /** The object they came from was replaced while they came. */
    CHANGED
}
