package farebox.bench;

import farebox.kernel.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * From {@code ./farebox up}, once built, to the first embedded text: in a folder that an earlier start left and in a
 * new one. The functions have archived classes, which lie beside the build.
 */
final class UpBenchmark implements Benchmark {
    private static final Target FOUR_SECONDS = new Target.AtMost(4_000, " ms");

    private final InterleavedRunner interleavedRunner;

    UpBenchmark(InterleavedRunner interleavedRunner) {
        this.interleavedRunner = interleavedRunner;
    }

    @Override
    public String name() {
        return "up";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        Path folder = benchmarkEnvironment.folder().resolve("up");
        Started again = new Started(benchmarkEnvironment.home(), folder.resolve("again"), false);
        again.recordClasses();
        Started first = new Started(benchmarkEnvironment.home(), folder.resolve("first"), true);
        List<Timings> timings = interleavedRunner.time(List.of(again, first));
        return new Result(
                List.of(
                        row("farebox up to the first answer, second start", timings.getFirst(), timings.getLast()),
                        row("farebox up to the first answer, new folder", timings.getLast(), timings.getLast())),
                List.of(interleavedRunner.words() + "; the baseline is the start in a new folder"));
    }

    private static ResultRow row(String name, Timings ours, Timings inNewFolder) {
        return new ResultRow(
                name,
                ResultRow.millis(ours.medianMillis()),
                ResultRow.millis(inNewFolder.medianMillis()),
                ours.medianRatioTo(inNewFolder),
                FOUR_SECONDS.verdict(ours.medianMillis()));
    }

    /** Timed until its answer; ended afterwards. */
    private static final class Started implements InterleavedRunner.Task {
        private final Path home;
        private final Path folder;
        private final boolean anew;
        private Optional<EmulatorProcess> running = Optional.empty();

        Started(Path home, Path folder, boolean anew) {
            this.home = home;
            this.folder = folder;
            this.anew = anew;
        }

        /** Starts once, until the emulator has archived the classes of its functions. */
        void recordClasses() throws Exception {
            before();
            try {
                run();
                running.orElseThrow().processes().awaitIdle();
            } finally {
                after();
            }
        }

        @Override
        public void before() throws IOException {
            if (anew) {
                FileTree.delete(folder);
            }
            Files.createDirectories(folder);
        }

        @Override
        public void run() throws Exception {
            EmulatorProcess emulator = EmulatorProcess.start(home, folder);
            running = Optional.of(emulator);
            emulator.answering();
        }

        @Override
        public void after() {
            running.map(EmulatorProcess::processes).ifPresent(ProcessTree::end);
            running = Optional.empty();
        }
    }
}
