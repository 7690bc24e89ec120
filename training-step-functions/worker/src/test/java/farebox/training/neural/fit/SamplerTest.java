package farebox.training.neural.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplerTest {
    private final Sampler sampler = new Sampler(101, 20, new Randomness(1));

    @Test
    void epoch_takesEveryExampleOnce() {
        assertThat(Arrays.stream(sampler.epoch(3)).flatMapToInt(Arrays::stream).sorted())
                .containsExactlyElementsOf(IntStream.range(0, 101).boxed().toList());
    }

    @Test
    void batches_differByAtMostOneAndKeepTheSize() {
        assertThat(Arrays.stream(sampler.epoch(0)).map(batch -> batch.length))
                .hasSize(6)
                .containsOnly(16, 17);
    }

    @Test
    void order_isOfItsEpochAndSeed() {
        assertThat(sampler.epoch(2)).isDeepEqualTo(sampler.epoch(2));
        assertThat(sampler.epoch(2)[0]).isNotEqualTo(sampler.epoch(3)[0]);
        assertThat(sampler.epoch(2)[0]).isNotEqualTo(new Sampler(101, 20, new Randomness(2)).epoch(2)[0]);
    }
}
