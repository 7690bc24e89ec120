package farebox.training.pipeline.drift;

import farebox.monitoring.CallRecord;
import farebox.monitoring.RecordKey;
import java.util.List;
import java.util.Optional;

/**
 * The records of calls that the inference function leaves. Every method throws {@link farebox.kernel.Unavailable} if
 * the store does not answer.
 */
public interface CallRecordStore {
    /** @param prefix such as {@link RecordKey#hour} */
    List<RecordKey> list(String prefix);

    /** Empty if it is gone by now, or damaged. */
    Optional<CallRecord> read(RecordKey key);
}
