package farebox.batch.lambda;

import farebox.batch.AssembleBatch;
import farebox.batch.Batch;
import farebox.batch.BatchEnvironment;
import farebox.batch.BatchStores;
import farebox.batch.FailBatch;
import farebox.batch.MeterChunk;
import farebox.batch.OpenRequests;
import farebox.batch.RequestCounts;
import farebox.batch.RunChunk;
import farebox.batch.SplitBatch;
import farebox.inference.Workers;
import farebox.kernel.Deadline;
import farebox.kernel.TenantId;
import farebox.metering.RecordUsage;
import java.util.Map;
import java.util.Optional;

/** The tasks of the state machine, by the field {@code task} of their input. */
final class BatchTasks {
    /** Recording usage is waiting for the store, whatever the number of processors. */
    private static final int METERING_THREADS = 16;

    private final SplitBatch splitBatch;
    private final RunChunk runChunk;
    private final AssembleBatch assembleBatch;
    private final FailBatch failBatch;

    BatchTasks(Stores stores, RecordUsage recordUsage, Workers workers, BatchEnvironment environment) {
        MeterChunk meterChunk = new MeterChunk(recordUsage, new Workers(METERING_THREADS), environment.clock());
        this.splitBatch = new SplitBatch(stores.requests(), stores.batches(), environment);
        this.runChunk = new RunChunk(stores.batches(), meterChunk, workers, environment);
        this.assembleBatch = new AssembleBatch(stores.delivery(), stores.batches(), runChunk, environment);
        this.failBatch = new FailBatch(stores.batches().records(), environment.clock());
    }

    record Stores(OpenRequests requests, AssembleBatch.Delivery delivery, BatchStores batches) {}

    /**
     * @param input {@code task}, {@code tenant}, {@code batch}, and of a chunk its number
     * @return for the state machine
     */
    Map<String, Object> run(Map<String, Object> input, Deadline deadline) {
        TenantId tenant = new TenantId(text(input, "tenant"));
        String batch = text(input, "batch");
        return switch (text(input, "task")) {
            case "split" -> Map.of("chunks", splitBatch.run(tenant, batch));
            case "chunk" -> counts(runChunk.run(tenant, batch, chunk(input), deadline));
            case "assemble" ->
                Map.of(
                        "status",
                        assembleBatch.run(tenant, batch, deadline).status().wireName());
            case "fail" -> {
                Batch failed = failBatch.run(tenant, batch, text(input, "error"));
                assembleBatch.writeSummary(failed);
                yield Map.of("status", failed.status().wireName());
            }
            default -> throw new IllegalArgumentException("there is no task " + text(input, "task"));
        };
    }

    private static Map<String, Object> counts(RequestCounts counts) {
        return Map.of("completed", counts.completed(), "failed", counts.failed());
    }

    private static int chunk(Map<String, Object> input) {
        return input.get("chunk") instanceof Number number ? number.intValue() : -1;
    }

    private static String text(Map<String, Object> input, String field) {
        return Optional.ofNullable(input.get(field))
                .map(Object::toString)
                .orElseThrow(() -> new IllegalArgumentException("the task's input has no " + field));
    }
}
