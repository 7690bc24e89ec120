package farebox.training.pipeline;

final class InMemoryRunStoreTest extends RunStoreContract {
    @Override
    protected RunStore store() {
        return new InMemoryRunStore(() -> SampleRuns.NOW);
    }
}
