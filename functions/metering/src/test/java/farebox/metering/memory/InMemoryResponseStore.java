package farebox.metering.memory;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.metering.idempotency.ResponseStore;
import farebox.metering.idempotency.ResponseStore.ResponseKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stored responses in a map. */
public final class InMemoryResponseStore implements ResponseStore {
    private final Map<ResponseKey, byte[]> contents = new ConcurrentHashMap<>();

    @Override
    public void put(ResponseKey key, byte[] content, Sha256 digest, Deadline deadline) {
        contents.put(key, content.clone());
    }

    @Override
    public Optional<byte[]> find(ResponseKey key, Deadline deadline) {
        return Optional.ofNullable(contents.get(key)).map(byte[]::clone);
    }

    /** As the lifecycle of a bucket does after some days. */
    public void deleteAll() {
        contents.clear();
    }
}
