package farebox.inference;

import farebox.kernel.MovableClock;

final class InMemoryVersionMetricsTest extends VersionMetricsContract {
    @Override
    protected VersionMetrics metrics(MovableClock clock) {
        return new InMemoryVersionMetrics(clock);
    }
}
