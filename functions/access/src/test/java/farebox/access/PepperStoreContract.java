package farebox.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of the pepper keeps to. */
public abstract class PepperStoreContract {
    private static final Random RANDOM = new Random(11);

    private PepperStore pepperStore;

    /** A store without a pepper; each call gives another, or one that was emptied. */
    public abstract PepperStore noPeppers();

    @BeforeEach
    void begin() {
        pepperStore = noPeppers();
    }

    @Test
    void find_atFirst_isEmpty() {
        assertThat(pepperStore.find()).isEmpty();
    }

    @Test
    void findOrKeep_theFirstCandidateStays() {
        Pepper first = Pepper.random(RANDOM);

        assertThat(pepperStore.findOrKeep(first).bytes()).isEqualTo(first.bytes());
        assertThat(pepperStore.findOrKeep(Pepper.random(RANDOM)).bytes()).isEqualTo(first.bytes());
        assertThat(pepperStore.find().orElseThrow().bytes()).isEqualTo(first.bytes());
    }

    @Test
    void findOrKeep_manyAtOnce_allGetTheSame() {
        List<Pepper> candidates =
                IntStream.range(0, 8).mapToObj(i -> Pepper.random(RANDOM)).toList();

        List<Future<Pepper>> found;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            found = candidates.stream()
                    .map(candidate -> threads.submit(() -> pepperStore.findOrKeep(candidate)))
                    .toList();
        }

        byte[] kept = pepperStore.find().orElseThrow().bytes();
        assertThat(found)
                .allSatisfy(each -> assertThat(each.resultNow().bytes()).isEqualTo(kept));
    }
}
