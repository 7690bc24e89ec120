package farebox.inference.lambda.broken;

/** Public, and no handler. */
public final class FactoryAmongHandlers {}
