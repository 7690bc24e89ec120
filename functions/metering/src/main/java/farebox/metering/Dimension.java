package farebox.metering;

/** By what usage can be told apart. */
public enum Dimension {
    TENANT,
    KEY,
    MODEL
}
