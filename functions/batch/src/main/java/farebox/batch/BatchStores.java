package farebox.batch;

/** Where batches and the objects of their tasks are. */
public record BatchStores(BatchRecords records, BatchObjects objects) {}
