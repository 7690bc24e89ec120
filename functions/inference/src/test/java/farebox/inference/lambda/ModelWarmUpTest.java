package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import farebox.http.Json;
import farebox.inference.InMemoryModels;
import farebox.inference.ModelId;
import farebox.inference.RunObserver;
import farebox.inference.WordModel;
import farebox.kernel.MovableClock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelWarmUpTest {
    private final AtomicInteger runs = new AtomicInteger();
    private final MovableClock clock = new MovableClock();
    private final InMemoryModels models = new InMemoryModels()
            .add(InMemoryModels.MINI, "v1", "champion", card -> new WordModel(card, runs::incrementAndGet))
            .add(InMemoryModels.ref("acme", "own"), "v1", "canary", card -> new WordModel(card, runs::incrementAndGet));
    private final ModelWarmUp modelWarmUp = new ModelWarmUp(
            InferenceApi.over(
                            new InferenceApi.Served(models, RunObserver.NONE),
                            ModelId.parse("mini").orElseThrow(),
                            new Json(),
                            clock)
                    .routes(ModelWarmUp.FREE),
            clock);

    @ParameterizedTest
    @ValueSource(strings = {"mini", "public/mini", "mini@v1", "acme/own@canary"})
    void run_inEveryProtocol_runsTheModelOverBoth(String model) {
        modelWarmUp.run(ModelId.parse(model).orElseThrow());

        assertThat(runs).hasValue(5);
        assertThat(models.leases()).isZero();
    }

    @Test
    void run_withoutTheModel_startsNevertheless() {
        assertThatNoException()
                .isThrownBy(
                        () -> modelWarmUp.run(ModelId.parse("not-yet-published").orElseThrow()));
    }
}
