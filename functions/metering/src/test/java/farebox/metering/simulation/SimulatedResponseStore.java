package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.metering.idempotency.ResponseStore;
import farebox.metering.idempotency.ResponseStore.ResponseKey;
import farebox.metering.memory.InMemoryResponseStore;
import java.util.Optional;

/** The bucket of stored responses behind an unreliable connection. */
record SimulatedResponseStore(StoreConnection storeConnection, InMemoryResponseStore bucket) implements ResponseStore {
    @Override
    public void put(ResponseKey key, byte[] content, Sha256 digest, Deadline deadline) {
        storeConnection.call(deadline, () -> {
            bucket.put(key, content, digest, deadline);
            return key;
        });
    }

    @Override
    public Optional<byte[]> find(ResponseKey key, Deadline deadline) {
        return storeConnection.call(deadline, () -> bucket.find(key, deadline));
    }
}
