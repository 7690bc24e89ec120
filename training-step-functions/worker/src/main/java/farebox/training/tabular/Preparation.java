package farebox.training.tabular;

/** What is done to numbers before a family sees them. */
public enum Preparation {
    /** Nothing: NaN stands for a missing one, which trees send down a branch of its own. */
    RAW,
    /** Missing ones replaced, nothing else. */
    UNSCALED,
    /** Missing ones replaced, each column moved to mean 0 and scaled to deviation 1. */
    STANDARD,
    /** Missing ones replaced, each column moved to mean 0, all scaled by one deviation: for columns of one unit. */
    COMMON
}
