package farebox.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A benchmark twice: in this process, whose JVM has the first compiler only as that of a function without a snapshot,
 * and in a process of its own with both, as that of a function with one.
 *
 * @param flags of the command line that this process was called with
 */
record BothCompilers(Benchmark benchmark, List<String> flags) implements Benchmark {
    private static final String FIRST_ONLY = "-XX:TieredStopAtLevel=1";
    private static final ObjectMapper JSON = new ObjectMapper();

    BothCompilers {
        flags = List.copyOf(flags);
    }

    @Override
    public String name() {
        return benchmark.name();
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        Result first = benchmark.run(benchmarkEnvironment);
        List<ResultRow> rows = Stream.concat(
                        first.rows().stream().map(row -> row.renamed(row.name() + ", C1")),
                        both().stream().map(row -> row.renamed(row.name() + ", C2")))
                .toList();
        return new Result(rows, first.notes());
    }

    private List<ResultRow> both() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] rows = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name() + " failed in a process with both compilers");
        }
        return JSON.readerForListOf(ResultRow.class).readValue(rows);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.equals(FIRST_ONLY))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName(), Bench.ROWS));
        command.addAll(flags);
        command.add(name());
        return command;
    }

    /** For the process that started this one. */
    static void print(List<ResultRow> rows) throws IOException {
        System.out.println(JSON.writeValueAsString(rows));
    }
}
