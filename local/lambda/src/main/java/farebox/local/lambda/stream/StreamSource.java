package farebox.local.lambda.stream;

import java.time.Duration;
import java.util.List;

/** One shard of a stream, and how far it was processed. */
public interface StreamSource {
    /** Where reading begins for a mapping that never got anywhere. */
    String TRIM_HORIZON = "";

    String arn();

    String shard();

    /**
     * What follows a sequence number, oldest first.
     *
     * @param after a sequence number, or {@link #TRIM_HORIZON}
     * @param limit the most records
     * @param wait how long to wait for the first; empty if there was none
     */
    List<StreamChange> read(String after, int limit, Duration wait) throws InterruptedException;

    /** The last number that was set, or {@link #TRIM_HORIZON}. */
    String checkpoint();

    /** Everything up to this sequence number need never be delivered again. Must last. */
    void checkpoint(String sequence);
}
