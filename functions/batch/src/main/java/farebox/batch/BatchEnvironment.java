package farebox.batch;

import farebox.http.Json;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What every task of a batch needs beside its stores.
 *
 * @param endpoints by path
 */
public record BatchEnvironment(Map<String, BatchEndpoint> endpoints, Json json, InstantSource clock) {
    public BatchEnvironment {
        endpoints = Map.copyOf(endpoints);
    }

    /** What serves a batch's lines; a batch of any other path is not made. */
    BatchEndpoint endpoint(Batch batch) {
        String path = batch.source().endpoint();
        return Optional.ofNullable(endpoints.get(path))
                .orElseThrow(() -> new IllegalStateException("no such endpoint: " + path));
    }
}
