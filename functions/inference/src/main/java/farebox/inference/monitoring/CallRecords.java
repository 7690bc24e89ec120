package farebox.inference.monitoring;

import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import farebox.monitoring.CallRecord;
import java.time.Instant;

/** Takes records of calls. What goes wrong in it is its own: a record may be lost. */
public interface CallRecords {
    /**
     * A record that takes no more calls.
     *
     * @param end when the last of its calls ended
     */
    void write(ModelRef model, ModelVersion version, Instant end, CallRecord calls);
}
