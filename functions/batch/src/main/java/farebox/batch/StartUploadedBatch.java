package farebox.batch;

import farebox.kernel.KeyId;
import farebox.kernel.ModelName;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.InstantSource;
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
    private final Plans plans;
    private final String endpoint;
    private final InstantSource clock;

    /** @param endpoint that serves the inputs */
    public StartUploadedBatch(Stores stores, String endpoint, InstantSource clock) {
        this.records = stores.records();
        this.executions = stores.executions();
        this.plans = stores.plans();
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** Where batches and tenants are. */
    public record Stores(BatchRecords records, BatchExecutions executions, Plans plans) {}

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
    }

    /**
     * @return the batch; nothing if the object is for none
     * @throws NotFound if there is no such tenant
     * @throws Unavailable if it is not known whether the batch was started; repeat it
     */
    public Optional<Batch> run(Uploaded object) {
        Matcher key = KEY.matcher(object.key());
        if (!key.matches() || UploadFormat.of(object.key()).isEmpty()) {
            return Optional.empty();
        }
        Batch batch = batch(object, new TenantId(key.group("tenant")), new ModelName(key.group("model")));
        boolean _ = records.add(batch);
        records.noteUpload(batch, object.key(), object.sequencer());
        executions.start(batch);
        return Optional.of(batch);
    }

    private Batch batch(Uploaded object, TenantId tenant, ModelName model) {
        PlanName plan = plans.of(tenant).orElseThrow(() -> new NotFound("there is no tenant " + tenant));
        return Batch.created(
                BatchId.ofUpload(object.bucket(), object.key(), object.state()),
                new Batch.Owner(tenant, UPLOADS, plan),
                new Batch.Source.Upload(object.key(), object.etag(), model.value(), endpoint),
                Map.of(),
                clock);
    }
}
