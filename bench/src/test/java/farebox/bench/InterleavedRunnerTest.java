package farebox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterleavedRunnerTest {
    private final List<String> ran = new ArrayList<>();
    private long now = 1_000;

    @Test
    void everyTaskRunsOnceARound_beginningWithAnotherEachTime() throws Exception {
        new InterleavedRunner(0, 3, () -> now).time(List.of(task("a", 1), task("b", 1), task("c", 1)));

        assertThat(String.join("", ran)).isEqualTo("abc" + "bca" + "cab");
    }

    @Test
    void aSample_holdsItsOwnTasksTimes() throws Exception {
        List<Timings> samples = new InterleavedRunner(0, 3, () -> now).time(List.of(task("a", 5), task("b", 70)));

        assertThat(samples.getFirst().nanos()).containsExactly(5, 5, 5);
        assertThat(samples.getLast().nanos()).containsExactly(70, 70, 70);
    }

    @Test
    void warmingUp_isRunAndNotCounted() throws Exception {
        List<Timings> samples = new InterleavedRunner(2, 1, () -> now).time(List.of(() -> {
            ran.add("a");
            now += ran.size() <= 2 ? 1_000 : 1;
        }));

        assertThat(ran).hasSize(3);
        assertThat(samples.getFirst().nanos()).containsExactly(1);
    }

    @Test
    void whatIsDoneAroundATask_isNotTimed() throws Exception {
        List<Timings> samples = new InterleavedRunner(0, 1, () -> now).time(List.of(new InterleavedRunner.Task() {
            @Override
            public void before() {
                ran.add("before");
                now += 500;
            }

            @Override
            public void run() {
                ran.add("run");
                now += 3;
            }

            @Override
            public void after() {
                ran.add("after");
                now += 500;
            }
        }));

        assertThat(ran).containsExactly("before", "run", "after");
        assertThat(samples.getFirst().nanos()).containsExactly(3);
    }

    private InterleavedRunner.Task task(String name, long nanos) {
        return () -> {
            ran.add(name);
            now += nanos;
        };
    }
}
