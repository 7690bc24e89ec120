package farebox.http.runtime;

/** What is to be done around a snapshot of the initialised function. */
public interface SnapshotHooks {
    void beforeCheckpoint();

    void afterRestore();
}
