package farebox.batch;

import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts an asynchronous invocation: a batch of one request whose body is an object of the caller's uploads. The same
 * inference id of a caller and endpoint is one invocation, however often it is asked for.
 */
public final class StartInvocation {
    /** In stored batches; no path has it. */
    public static final String ENDPOINT_NAME = "invocation";

    private static final Pattern LOCATION = Pattern.compile("s3://(?<bucket>[^/]+)/(?<key>.+)");
    private static final Pattern INFERENCE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ENDPOINT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Stores stores;
    private final Buckets buckets;
    private final InstantSource clock;
    private final RandomGenerator random;

    public StartInvocation(Stores stores, Buckets buckets, InstantSource clock, RandomGenerator random) {
        this.stores = stores;
        this.buckets = buckets;
        this.clock = clock;
        this.random = random;
    }

    /** Where batches and uploads are. */
    public record Stores(BatchRecords records, BatchExecutions executions, Uploads uploads) {}

    /** The names of buckets, as locations have them. */
    public record Buckets(String uploads, String results) {}

    /**
     * @param inputLocation {@code s3://bucket/key}
     * @param inferenceId empty for a new one
     */
    public record Command(String endpoint, String inputLocation, Optional<String> inferenceId, Media media) {}

    /** What the body is, and what the response shall be. */
    public record Media(String contentType, Optional<String> accept) {}

    /**
     * @throws InvalidRequest if there is no such object of the caller's, or its inference id is another invocation's
     * @throws NotFound if no endpoint can have that name
     * @throws Unavailable if it is not known whether it was started; repeat it
     */
    public Batch.Source.Invocation run(Caller caller, Command command) {
        if (!ENDPOINT.matcher(command.endpoint()).matches()) {
            throw new NotFound("the model '" + command.endpoint() + "' does not exist, or this key may not use it");
        }
        String id = command.inferenceId().orElseGet(this::newId);
        if (!INFERENCE_ID.matcher(id).matches()) {
            throw new InvalidRequest("an inference id has 1 to 64 letters, digits, '.', '_' or '-'", "InferenceId");
        }
        Batch.Source.Invocation invocation = new Batch.Source.Invocation(
                input(caller.tenant(), command.inputLocation()),
                new ModelName(command.endpoint()).value(),
                id,
                command.media(),
                new ResultsLocation(
                        buckets.results(),
                        "async-invocations/%s/%s/%s".formatted(caller.tenant(), command.endpoint(), id)));
        start(caller, invocation);
        return invocation;
    }

    private void start(Caller caller, Batch.Source.Invocation invocation) {
        BatchId id = BatchId.ofUpload(buckets.results(), invocation.results().prefix(), invocation.inferenceId());
        Batch batch = Batch.created(
                id, new Batch.Owner(caller.tenant(), caller.key(), caller.plan()), invocation, Map.of(), clock);
        boolean isNew = stores.records().add(batch);
        Batch stored =
                isNew ? batch : stores.records().find(caller.tenant(), id).orElse(batch);
        if (!stored.source().equals(invocation)) {
            throw new InvalidRequest("the inference id is that of another invocation", "InferenceId");
        }
        stores.executions().start(stored);
    }

    /** The caller's own uploads alone. */
    private Uploads.ObjectState input(TenantId tenant, String location) {
        Matcher parts = LOCATION.matcher(location);
        boolean own =
                parts.matches() && parts.group("bucket").equals(buckets.uploads()) && isOf(tenant, parts.group("key"));
        if (!own) {
            throw new InvalidRequest(
                    "InputLocation is s3://%s/ and a key below batches/%s/".formatted(buckets.uploads(), tenant),
                    "InputLocation");
        }
        String key = parts.group("key");
        return stores.uploads().list(key, 1).stream()
                .filter(object -> object.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("there is no object " + location, "InputLocation"));
    }

    private static boolean isOf(TenantId tenant, String key) {
        String[] parts = key.split("/", 3);
        return parts.length == 3 && parts[1].equals(tenant.value());
    }

    private String newId() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
