package farebox.bench;

import java.util.List;

/** One of the things that are measured. */
interface Benchmark {
    /**
     * @param rows to be printed
     * @param notes how it was measured, and what belongs to it but is no row
     */
    record Result(List<ResultRow> rows, List<String> notes) {
        public Result {
            rows = List.copyOf(rows);
            notes = List.copyOf(notes);
        }
    }

    /** As it is asked for on the command line. */
    String name();

    Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception;
}
