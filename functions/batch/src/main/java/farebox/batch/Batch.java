package farebox.batch;

import farebox.files.FileId;
import farebox.http.ErrorFormat;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of requests and what came of it so far. Never changed; a change is another batch of the same id.
 *
 * @param times when each status was reached
 * @param chunks how many parts the lines were split into; 0 before that
 * @param counts of the chunks that are done
 */
public record Batch(
        BatchId id,
        Owner owner,
        Source source,
        Map<String, String> metadata,
        BatchStatus status,
        Map<BatchStatus, Instant> times,
        int chunks,
        RequestCounts counts,
        Results results) {
    /** The one completion window of OpenAI's API. */
    public static final Duration WINDOW = Duration.ofHours(24);

    public Batch {
        metadata = Map.copyOf(metadata);
        times = Map.copyOf(times);
    }

    /** Who pays. */
    public record Owner(TenantId tenant, KeyId key, PlanName plan) {}

    /** Where the lines are. */
    public sealed interface Source {
        /** Of the requests, such as {@code /v1/embeddings}. */
        String endpoint();

        /** In which clients read the errors of its requests. */
        default ErrorFormat errors() {
            return switch (this) {
                case File _, Upload _ -> ErrorFormat.OPENAI;
                case Invocation _ -> ErrorFormat.SAGEMAKER;
            };
        }

        /** The body of one invocation. */
        record Invocation(
                Uploads.ObjectState object,
                String model,
                String inferenceId,
                StartInvocation.Media media,
                ResultsLocation results)
                implements Source {
            @Override
            public String endpoint() {
                return StartInvocation.ENDPOINT_NAME;
            }
        }

        /** A file of requests. */
        record File(FileId file, String endpoint) implements Source {}

        /**
         * An uploaded object, or folder, of inputs for one model.
         *
         * @param etag of the state that was uploaded
         */
        record Upload(String key, String etag, String model, String endpoint) implements Source {
            /** @throws IllegalStateException if the key is of no batch */
            UploadFormat format() {
                return UploadFormat.of(key).orElseThrow(() -> new IllegalStateException("no batch: " + key));
            }

            Uploads.ObjectState object() {
                return new Uploads.ObjectState(key, etag);
            }

            /** Where its results are. */
            String folder() {
                return format().results(key);
            }
        }
    }

    /** Files that were written, and what is wrong with the file of requests as a whole. */
    public record Results(Optional<FileId> output, Optional<FileId> errors, List<FileError> fileErrors) {
        static final Results NONE = new Results(Optional.empty(), Optional.empty(), List.of());

        public Results {
            fileErrors = List.copyOf(fileErrors);
        }
    }

    /**
     * Why a file is no batch.
     *
     * @param line from 1, blank lines included; empty for the file as a whole
     */
    public record FileError(String code, String message, Optional<Integer> line) {}

    static Batch created(BatchId id, Owner owner, Source source, Map<String, String> metadata, InstantSource clock) {
        return new Batch(
                id,
                owner,
                source,
                metadata,
                BatchStatus.VALIDATING,
                Map.of(BatchStatus.VALIDATING, now(clock)),
                0,
                RequestCounts.NONE,
                Results.NONE);
    }

    public TenantId tenant() {
        return owner.tenant();
    }

    public Instant created() {
        return times.getOrDefault(BatchStatus.VALIDATING, Instant.EPOCH);
    }

    public Instant expires() {
        return created().plus(WINDOW);
    }

    /** Whether no further chunk is begun. */
    boolean isStopped(Instant now) {
        return status == BatchStatus.CANCELLING || status.isFinal() || now.isAfter(expires());
    }

    Batch moved(BatchStatus to, InstantSource clock) {
        Map<BatchStatus, Instant> more = new EnumMap<>(BatchStatus.class);
        more.putAll(times);
        more.put(to, now(clock));
        return new Batch(id, owner, source, metadata, to, more, chunks, counts, results);
    }

    Batch split(int into, int lines) {
        return new Batch(id, owner, source, metadata, status, times, into, counts.withTotal(lines), results);
    }

    Batch with(Results written) {
        return new Batch(id, owner, source, metadata, status, times, chunks, counts, written);
    }

    /** The same with the counts of chunks that are done. */
    public Batch counting(RequestCounts done) {
        RequestCounts all = new RequestCounts(counts.total(), done.completed(), done.failed());
        return new Batch(id, owner, source, metadata, status, times, chunks, all, results);
    }

    private static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
