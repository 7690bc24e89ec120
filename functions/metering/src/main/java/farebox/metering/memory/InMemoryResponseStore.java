package farebox.metering.memory;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.metering.ResponseKey;
import farebox.metering.ResponseStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stored answers in a map. */
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

    /** As the store does after some days. */
    public void forgetAll() {
        contents.clear();
    }
}
