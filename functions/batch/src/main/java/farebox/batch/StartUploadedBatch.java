package farebox.batch;

import farebox.http.Json;
import farebox.kernel.KeyId;
import farebox.kernel.ModelName;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a batch of an uploaded object {@code batches/{tenant}/{model}/{name}} in one of the {@link UploadFormat}s, and
 * starts it. The same state of an object is one batch, however often and in whatever order its events come; the
 * sequencer tells which state is the newest.
 */
public final class StartUploadedBatch {
    /** Stands in usage for the key that an upload does not have. */
    static final KeyId UPLOADS = new KeyId("uploads0");

    private static final Pattern KEY =
            Pattern.compile("batches/(?<tenant>[a-z0-9][a-z0-9-]{0,62})/(?<model>[a-z0-9][a-z0-9-]{0,62})/[^/].*");

    private final BatchRecords records;
    private final BatchExecutions executions;
    private final BatchObjects results;
    private final Plans plans;
    private final String endpoint;
    private final InstantSource clock;
    private final Json json = new Json();

    /** @param endpoint that serves the inputs */
    public StartUploadedBatch(Stores stores, String endpoint, InstantSource clock) {
        this.records = stores.records();
        this.executions = stores.executions();
        this.results = stores.results();
        this.plans = stores.plans();
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** Where batches and tenants are. */
    public record Stores(BatchRecords records, BatchExecutions executions, BatchObjects results, Plans plans) {}

    /** What came of an upload. */
    public sealed interface Outcome {
        /** A batch, started now or before. */
        record Started(Batch batch) implements Outcome {}

        /** A batch that is not made; its summary says why. */
        record Refused(String reason) implements Outcome {}

        /** No batch. */
        record Ignored() implements Outcome {}
    }

    /** The plans of tenants. */
    @FunctionalInterface
    public interface Plans {
        /** Nothing if there is no such tenant. */
        Optional<PlanName> of(TenantId tenant);
    }

    /**
     * An object that was created.
     *
     * @param version empty where the bucket keeps none
     */
    public record Uploaded(String bucket, String key, String etag, Optional<String> version, Sequencer sequencer) {
        /** Names this state of the object: its version, or else what tells it from other states of the key. */
        String state() {
            return version.orElseGet(() -> etag + '/' + sequencer.digits());
        }

        /** Of the batch that is made of it. */
        public BatchId id() {
            return BatchId.ofUpload(bucket, key, state());
        }
    }

    /** @throws Unavailable if it is not known whether the batch was started; repeat it */
    public Outcome run(Uploaded object) {
        Matcher key = KEY.matcher(object.key());
        if (!key.matches() || UploadFormat.of(object.key()).isEmpty()) {
            return new Outcome.Ignored();
        }
        TenantId tenant = new TenantId(key.group("tenant"));
        ModelName model = new ModelName(key.group("model"));
        return plans.of(tenant)
                .map(plan -> start(object, new Batch.Owner(tenant, UPLOADS, plan), model))
                .orElseGet(() -> refuse(object, "there is no tenant " + tenant));
    }

    private Outcome start(Uploaded object, Batch.Owner owner, ModelName model) {
        Batch batch = Batch.created(
                object.id(),
                owner,
                new Batch.Source.Upload(object.key(), object.etag(), model.value(), endpoint),
                Map.of(),
                clock);
        boolean _ = records.add(batch);
        records.noteUpload(batch, object.key(), object.sequencer());
        executions.start(batch);
        return new Outcome.Started(batch);
    }

    /** Where the results would be; a batch of nobody is in no list. */
    private Outcome refuse(Uploaded object, String reason) {
        String folder = UploadFormat.of(object.key()).orElseThrow().results(object.key());
        byte[] summary =
                new BatchSummary(object.id(), BatchStatus.FAILED, RequestCounts.NONE, List.of(reason)).written(json);
        results.put(folder + BatchSummary.FILE, out -> out.write(summary));
        return new Outcome.Refused(reason);
    }
}
