package farebox.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The unzipped deployment packages, beside the most that Lambda takes. */
final class PackageSizeBenchmark implements Benchmark {
    private static final List<String> FUNCTIONS = List.of("inference", "metering", "access");
    private static final long LAMBDA_TAKES = 250L << 20;
    private static final Target SMALL = new Target.AtMost(90, " MB");
    private static final int MAX_SIZE = 3;

    @Override
    public String name() {
        return "package";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws IOException {
        List<ResultRow> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String function : FUNCTIONS) {
            Map<String, Long> sizes = Folders.sizes(folder(benchmarkEnvironment.home(), function));
            long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
            rows.add(new ResultRow(
                    "package of " + function + ", unzipped",
                    ResultRow.megabytes(bytes),
                    ResultRow.megabytes(LAMBDA_TAKES),
                    (double) bytes / LAMBDA_TAKES,
                    SMALL.verdict(bytes / 1e6)));
            notes.add("largest in " + function + ": " + largest(sizes));
        }
        return new Result(rows, notes);
    }

    /** Where a function lies as it is deployed. */
    static Path folder(Path home, String function) {
        return home.resolve("functions").resolve(function).resolve("target").resolve("function");
    }

    private static String largest(Map<String, Long> sizes) {
        return sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(MAX_SIZE)
                .map(file -> file.getKey() + " " + ResultRow.megabytes(file.getValue()))
                .collect(Collectors.joining(", "));
    }
}
