package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.inference.InMemoryModels;
import farebox.inference.ModelId;
import farebox.kernel.MovableClock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PreloadModelsTest {
    private final InMemoryModels models = InMemoryModels.withMini()
            .add(InMemoryModels.ref("acme", "own"), "v1", "champion")
            .add(InMemoryModels.ref("acme", "own"), "v2", "canary");
    private final PreloadModels preloadModels = new PreloadModels(models, new MovableClock());

    @Test
    void run_opensEachModelInTheVersionThatIsMeant_andLeavesItToTheCache() {
        preloadModels.run(named("mini", "acme/own", "acme/own@canary"));

        assertThat(models.opened()).containsExactly("public/mini v1", "acme/own v1", "acme/own v2");
        assertThat(models.leases()).isZero();
    }

    @Test
    void run_withoutAModel_opensTheOthers() {
        preloadModels.run(named("not-yet-published", "mini"));

        assertThat(models.opened()).containsExactly("public/mini v1");
    }

    private static List<ModelId> named(String... names) {
        return Stream.of(names).map(name -> ModelId.parse(name).orElseThrow()).toList();
    }
}
