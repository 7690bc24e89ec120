package farebox.batch.http;

import farebox.batch.Batch;
import farebox.batch.BatchStatus;
import farebox.files.FileId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OpenAI's batch object. */
final class BatchJson {
    private static final List<BatchStatus> TIMED = List.of(
            BatchStatus.IN_PROGRESS,
            BatchStatus.FINALIZING,
            BatchStatus.COMPLETED,
            BatchStatus.FAILED,
            BatchStatus.EXPIRED,
            BatchStatus.CANCELLING,
            BatchStatus.CANCELLED);

    private BatchJson() {}

    static Map<String, @Nullable Object> described(Batch batch) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", batch.id().value());
        body.put("object", "batch");
        body.put("endpoint", batch.source().endpoint());
        body.put("errors", errors(batch.results().fileErrors()));
        body.put("input_file_id", input(batch.source()));
        body.put("completion_window", "24h");
        body.put("status", batch.status().wireName());
        body.put("output_file_id", id(batch.results().output()));
        body.put("error_file_id", id(batch.results().errors()));
        body.put("created_at", batch.created().getEpochSecond());
        body.put("expires_at", batch.expires().getEpochSecond());
        TIMED.forEach(status ->
                body.put(status.wireName() + "_at", seconds(batch.times().get(status))));
        body.put("request_counts", batch.counts().described());
        body.put("metadata", batch.metadata().isEmpty() ? null : batch.metadata());
        return body;
    }

    private static String input(Batch.Source source) {
        return switch (source) {
            case Batch.Source.File file -> file.file().value();
            case Batch.Source.Upload upload -> upload.key();
            case Batch.Source.Invocation invocation -> invocation.object().key();
        };
    }

    private static @Nullable Object errors(List<Batch.FileError> errors) {
        return errors.isEmpty()
                ? null
                : Map.of(
                        "object",
                        "list",
                        "data",
                        errors.stream().map(BatchJson::error).toList());
    }

    private static Map<String, @Nullable Object> error(Batch.FileError error) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("code", error.code());
        body.put("line", error.line().orElse(null));
        body.put("message", error.message());
        body.put("param", null);
        return body;
    }

    private static @Nullable String id(Optional<FileId> file) {
        return file.map(FileId::value).orElse(null);
    }

    private static @Nullable Long seconds(@Nullable Instant at) {
        return at == null ? null : at.getEpochSecond();
    }
}
