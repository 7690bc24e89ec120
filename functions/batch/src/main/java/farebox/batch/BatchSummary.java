package farebox.batch;

import farebox.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code summary.json} says of a batch that was uploaded.
 *
 * @param errors what is wrong with the upload as a whole
 */
record BatchSummary(BatchId id, BatchStatus status, RequestCounts counts, List<String> errors) {
    static final String FILE = "summary.json";

    BatchSummary {
        errors = List.copyOf(errors);
    }

    static BatchSummary of(Batch batch) {
        return new BatchSummary(
                batch.id(),
                batch.status(),
                batch.counts(),
                batch.results().fileErrors().stream()
                        .map(Batch.FileError::message)
                        .toList());
    }

    byte[] written(Json json) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("id", id.value());
        summary.put("status", status.wireName());
        summary.put("request_counts", counts.described());
        summary.put("errors", errors);
        return json.write(summary);
    }
}
