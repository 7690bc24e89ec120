package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farebox.kernel.InvalidRequest;
import farebox.kernel.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AdmitRunTest {
    /** Eighteen minutes of the dearer type: five of the default budget, ten to end and three around them. */
    private static final String EXPECTED = "0.18";

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final Runs runs = new Runs(store, clock);

    @Test
    void aRunWithinItsLimits_isAdmittedWithItsEstimate() {
        AdmitRun.Admitted admitted = admit("1.00", "1.00").run(claimed("a"));

        assertThat(admitted.run().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(admitted.run().result().estimate()).contains(Cost.ofDollars(EXPECTED));
        assertThat(admitted.plan().time()).isGreaterThan(Duration.ofMinutes(5));
        assertThat(admitted.plan().instances()).containsExactly("ml.small", "ml.large");
    }

    @Test
    void aRunThatAsksForAnInstance_triesItFirstAndIsEstimatedWithIt() {
        AdmitRun.Admitted admitted = admit("1.00", "1.00").run(claimed("a", asking("ml.gpu.xlarge")));

        assertThat(admitted.plan().instances()).containsExactly("ml.gpu.xlarge", "ml.small", "ml.large");
        assertThat(admitted.plan().cost()).isEqualTo(Cost.ofDollars("0.36"));
    }

    @Test
    void aRunThatAsksForAnInstanceOfThePlan_triesEachOnce() {
        CostPolicy policy = new CostPolicy(
                List.of("ml.a.large", "ml.b.large"),
                Map.of("ml.a.large", new Cost(1), "ml.b.large", new Cost(2)),
                new Cost(9),
                new Cost(9));

        assertThat(policy.plan(Duration.ofMinutes(5), Optional.of("ml.b.large")).instances())
                .containsExactly("ml.b.large", "ml.a.large");
    }

    @Test
    void aRunThatAsksForAnUnknownInstance_isRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> admit("1.00", "1.00").run(claimed("a", asking("ml.none.xlarge"))))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.param()).contains("budget.instance"))
                .hasMessageContaining("no instance type ml.none.xlarge")
                .hasMessageContaining("[ml.gpu.xlarge, ml.large, ml.small]");
    }

    @Test
    void aSpecWhoseInstanceIsNoType_isRefusedByField() {
        assertThatThrownBy(() -> TrainingManifest.read(asking("large")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("budget.instance is an instance type");
    }

    private static String asking(String instance) {
        return "{\"data\":\"a.csv\",\"target\":\"y\",\"budget\":{\"instance\":\"%s\"}}".formatted(instance);
    }

    @Test
    void aRunThatCostsTooMuch_isRefusedWithBothAmounts() {
        assertThatThrownBy(() -> admit("0.17", "1.00").run(claimed("a")))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.code()).isEqualTo(RunError.COST_LIMIT))
                .hasMessageContaining(EXPECTED)
                .hasMessageContaining("0.17");
    }

    @Test
    void aMonthThatIsUsedUp_refusesTheNextRunAndNotTheSameAgain() {
        AdmitRun admitRun = admit("1.00", "0.20");
        PipelineRun first = claimed("a");
        admitRun.run(first);

        assertThatThrownBy(() -> admitRun.run(claimed("b")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("2026-11")
                .hasMessageContaining("0.20");
        assertThat(admitRun.run(runs.get(SampleRuns.TENANT, first.id())).run().status())
                .isEqualTo(RunStatus.RUNNING);
    }

    private AdmitRun admit(String perRun, String perMonth) {
        Map<String, Cost> prices = Map.of(
                "ml.small", Cost.ofDollars("0.10"),
                "ml.large", Cost.ofDollars("0.60"),
                "ml.gpu.xlarge", Cost.ofDollars("1.20"));
        return new AdmitRun(
                runs,
                store,
                new CostPolicy(
                        List.of("ml.small", "ml.large"), prices, Cost.ofDollars(perRun), Cost.ofDollars(perMonth)));
    }

    private PipelineRun claimed(String cause) {
        return claimed(SampleRuns.of(cause));
    }

    private PipelineRun claimed(String cause, String spec) {
        PipelineRun run = SampleRuns.of(cause);
        TrainingRequest request = new TrainingRequest(
                run.request().cause(),
                spec,
                run.request().files(),
                run.request().metadata());
        return claimed(PipelineRun.created(run.id(), run.model(), request, SampleRuns.NOW));
    }

    private PipelineRun claimed(PipelineRun run) {
        store.claim(run, List.of());
        return run.stored(0);
    }
}
