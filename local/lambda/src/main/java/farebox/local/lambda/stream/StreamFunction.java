package farebox.local.lambda.stream;

import farebox.local.lambda.InvokeOutcome;

/** The function that gets the records. */
@FunctionalInterface
public interface StreamFunction {
    InvokeOutcome invoke(byte[] event) throws InterruptedException;
}
