package farebox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Runs tasks in turn, each once a round, beginning with another one each time: what comes over the machine meanwhile
 * comes over all of them.
 *
 * @param warmUp rounds that are not counted
 * @param counted rounds that are
 * @param nanoClock the time in nanoseconds since any moment
 */
record InterleavedRunner(int warmUp, int counted, LongSupplier nanoClock) {
    /** What is timed, and what has to be done around it. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;

        /** Not timed. */
        default void before() throws Exception {}

        /** Not timed either; also called if the task failed. */
        default void after() throws Exception {}
    }

    /** @return a sample for each task, in their order */
    List<Timings> time(List<Task> tasks) throws Exception {
        List<long[]> nanos = tasks.stream().map(_ -> new long[counted]).toList();
        for (int round = -warmUp; round < counted; round++) {
            for (int turn = 0; turn < tasks.size(); turn++) {
                int task = Math.floorMod(round + turn, tasks.size());
                long took = time(tasks.get(task));
                if (round >= 0) {
                    nanos.get(task)[round] = took;
                }
            }
        }
        List<Timings> samples = new ArrayList<>();
        nanos.forEach(each -> samples.add(new Timings(each, tasks.size())));
        return samples;
    }

    String words() {
        return counted + " rounds after " + warmUp + " to warm up";
    }

    private long time(Task task) throws Exception {
        task.before();
        try {
            long began = nanoClock.getAsLong();
            task.run();
            return nanoClock.getAsLong() - began;
        } finally {
            task.after();
        }
    }
}
