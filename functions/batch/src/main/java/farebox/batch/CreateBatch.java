package farebox.batch;

import farebox.files.Purpose;
import farebox.files.StoredFile;
import farebox.files.TenantFiles;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes a batch of an uploaded file, and starts it. */
public final class CreateBatch {
    private final TenantFiles files;
    private final BatchRecords records;
    private final BatchExecutions executions;
    private final List<String> endpoints;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param endpoints their paths */
    public CreateBatch(Stores stores, List<String> endpoints, InstantSource clock, RandomGenerator random) {
        this.files = stores.files();
        this.records = stores.records();
        this.executions = stores.executions();
        this.endpoints = List.copyOf(endpoints);
        this.clock = clock;
        this.random = random;
    }

    /** Where files and batches are. */
    public record Stores(TenantFiles files, BatchRecords records, BatchExecutions executions) {}

    public record Command(String inputFile, String endpoint, Map<String, String> metadata) {
        public Command {
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * @throws InvalidRequest if the endpoint takes no batches, or the file is not for one
     * @throws NotFound if the caller has no such file
     */
    public Batch run(Caller caller, Command command) {
        if (!endpoints.contains(command.endpoint())) {
            throw new InvalidRequest("endpoint is one of " + String.join(", ", endpoints), "endpoint");
        }
        StoredFile file = files.get(caller.tenant(), command.inputFile());
        if (file.purpose() != Purpose.BATCH) {
            throw new InvalidRequest("the file was uploaded for another purpose than 'batch'", "input_file_id");
        }
        Batch batch = Batch.created(
                BatchId.next(clock.instant(), random),
                new Batch.Owner(caller.tenant(), caller.key(), caller.plan()),
                new Batch.Source.File(file.id(), command.endpoint()),
                command.metadata(),
                clock);
        boolean _ = records.add(batch);
        executions.start(batch);
        return batch;
    }
}
