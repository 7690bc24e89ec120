package farebox.batch;

final class InMemoryBatchObjectsTest extends BatchObjectsContract {
    @Override
    protected BatchObjects objects() {
        return new InMemoryBatchObjects();
    }
}
