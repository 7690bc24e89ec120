package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.PayloadTooLarge;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorkersTest {
    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    @Test
    void map_returnsTheResultsInTheOrderOfTheItems() {
        assertThat(new Workers(3).map(HUNDRED, i -> 2 * i))
                .isEqualTo(HUNDRED.stream().map(i -> 2 * i).toList());
    }

    @Test
    void map_worksOnAsManyItemsAtOnceAsThereAreWorkers() {
        CyclicBarrier bothAreHere = new CyclicBarrier(2);

        assertThat(new Workers(2).map(List.of(1, 2), i -> meet(bothAreHere, i))).containsExactly(1, 2);
    }

    @Test
    void map_ofOneWorkerOrOneItemStaysOnTheCallingThread() {
        assertThat(new Workers(1).map(HUNDRED, _ -> Thread.currentThread())).containsOnly(Thread.currentThread());
        assertThat(new Workers(2).map(List.of(1), _ -> Thread.currentThread())).containsOnly(Thread.currentThread());
    }

    @Test
    void map_throwsTheFailureAndBeginsNothingMore() {
        AtomicInteger begun = new AtomicInteger();

        assertThatExceptionOfType(PayloadTooLarge.class)
                .isThrownBy(() -> new Workers(2).map(HUNDRED, i -> {
                    begun.incrementAndGet();
                    throw new PayloadTooLarge("too large");
                }));

        assertThat(begun).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void map_keepsItsThreads() {
        Workers workers = new Workers(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int round = 0; round < 5; round++) {
            workers.map(HUNDRED, _ -> threads.add(Thread.currentThread()));
        }

        assertThat(threads).hasSizeLessThanOrEqualTo(2).doesNotContain(Thread.currentThread());
    }

    private static int meet(CyclicBarrier barrier, int item) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
            return item;
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the other item was not begun", e);
        }
    }
}
