package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import farebox.edge.Json;
import farebox.inference.InMemoryModels;
import farebox.inference.ModelId;
import farebox.inference.MovingClock;
import farebox.inference.WordModel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RehearsalTest {
    private final AtomicInteger runs = new AtomicInteger();
    private final MovingClock clock = new MovingClock();
    private final InMemoryModels models = new InMemoryModels()
            .add(InMemoryModels.MINI, "v1", "champion", card -> new WordModel(card, runs::incrementAndGet))
            .add(InMemoryModels.ref("acme", "own"), "v1", "canary", card -> new WordModel(card, runs::incrementAndGet));
    private final Rehearsal rehearsal =
            new Rehearsal(Protocols.over(models, new Json(), clock).routes(Rehearsal.FREE), clock);

    @ParameterizedTest
    @ValueSource(strings = {"mini", "public/mini", "mini@v1", "acme/own@canary"})
    void run_runsTheModelOverBothProtocols(String model) {
        rehearsal.run(ModelId.parse(model).orElseThrow());

        assertThat(runs).hasValue(5);
        assertThat(models.leases()).isZero();
    }

    @Test
    void run_withoutTheModel_startsNevertheless() {
        assertThatNoException()
                .isThrownBy(
                        () -> rehearsal.run(ModelId.parse("not-yet-published").orElseThrow()));
    }
}
