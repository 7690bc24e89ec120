package farebox.batch;

import farebox.http.Json;
import java.time.InstantSource;
import java.util.Map;

/**
 * What every task of a batch needs beside its stores.
 *
 * @param endpoints by path
 */
public record BatchEnvironment(Map<String, BatchEndpoint> endpoints, Json json, InstantSource clock) {
    public BatchEnvironment {
        endpoints = Map.copyOf(endpoints);
    }
}
