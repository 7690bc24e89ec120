package farebox.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Runs the benchmarks that are asked for, all by default, and prints one table. */
public final class Bench {
    /** Prints the rows as JSON and nothing else; for {@link BothCompilers}. */
    static final String ROWS = "--rows";

    private static final String QUICK = "--quick";
    /** Processor time of the thread that runs a task: for tasks on one thread, on a machine that others load. */
    private static final String CPU = "--cpu";

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        boolean rows = wanted.removeIf(ROWS::equals);
        boolean quick = wanted.removeIf(QUICK::equals);
        boolean cpu = wanted.removeIf(CPU::equals);
        List<Benchmark> benchmarks = all(quick, cpu, rows);
        List<String> names = benchmarks.stream().map(Benchmark::name).toList();
        if (!names.containsAll(wanted)) {
            wanted.removeAll(names);
            System.err.println("bench: there is no " + String.join(", ", new TreeSet<>(wanted)) + "; usage: bench/run ["
                    + QUICK + "] [" + CPU + "] [" + String.join("|", names) + "]...");
            System.exit(2);
        }
        // Neither a defect nor a whole run may leave the process hanging on what a library left running.
        Thread.currentThread().setUncaughtExceptionHandler((_, defect) -> {
            defect.printStackTrace();
            System.exit(1);
        });
        List<Benchmark> chosen = benchmarks.stream()
                .filter(each -> wanted.isEmpty() || wanted.contains(each.name()))
                .toList();
        if (rows) {
            BothCompilers.print(measured(chosen).rows());
        } else {
            printTable(chosen);
        }
        System.exit(0);
    }

    private static List<Benchmark> all(boolean quick, boolean cpu, boolean rows) {
        LongSupplier clock = cpu ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime : System::nanoTime;
        Benchmark overhead = new OverheadBenchmark(
                quick ? new InterleavedRunner(50, 200, clock) : new InterleavedRunner(500, 3_000, clock));
        // The second compiler makes the use case faster for some 6,000 calls, and a round has eight.
        Benchmark throughput = new ThroughputBenchmark(
                quick ? new InterleavedRunner(50, 20, clock) : new InterleavedRunner(1_000, 300, clock));
        Benchmark batch = new BatchBenchmark(
                quick ? new InterleavedRunner(1, 5, clock) : new InterleavedRunner(25, 30, clock), cpu ? 1 : 2);
        List<String> flags = Stream.concat(
                        Stream.of(QUICK).filter(_ -> quick), Stream.of(CPU).filter(_ -> cpu))
                .toList();
        UnaryOperator<Benchmark> twice = each -> rows ? each : new BothCompilers(each, flags);
        return List.of(
                twice.apply(overhead),
                twice.apply(throughput),
                twice.apply(batch),
                new KilledBatchBenchmark(quick ? 2_000 : 50_000),
                new StartBenchmark(quick ? rounds(0, 3) : rounds(1, 15)),
                new UpBenchmark(quick ? rounds(0, 2) : rounds(1, 7)),
                // The second compiler makes a call faster for some 6,000 times. The goals are set after 10,000.
                new WarmCallBenchmark(quick ? rounds(2_000, 200) : rounds(8_000, 2_000)),
                new StreamBenchmark(quick ? rounds(20, 100) : rounds(200, 1_000)),
                new VerifiedLoadBenchmark(quick ? rounds(2, 5) : rounds(5, 40)),
                new CyclesBenchmark(quick ? 2_000 : 10_000),
                new PackageSizeBenchmark(),
                new PeersBenchmark(quick ? 20 : 120),
                new PipelineBenchmark(quick ? 3 : 20),
                new CanaryBenchmark(quick ? 200 : 1_000),
                new FalseAlarmsBenchmark(quick ? 200 : 1_000),
                new KilledPipelineBenchmark(quick ? 6 : 20));
    }

    private static InterleavedRunner rounds(int warmUp, int counted) {
        return new InterleavedRunner(warmUp, counted, System::nanoTime);
    }

    private static void printTable(List<Benchmark> benchmarks) throws Exception {
        PrintStream out = System.out;
        out.println(machine());
        Benchmark.Result measured = measured(benchmarks);
        out.println();
        out.print(ResultTable.of(measured.rows()));
        out.println();
        measured.notes().forEach(out::println);
    }

    private static Benchmark.Result measured(List<Benchmark> benchmarks) throws Exception {
        List<ResultRow> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try (BenchmarkEnvironment benchmarkEnvironment = BenchmarkEnvironment.prepare(
                Path.of(System.getProperty("farebox.home", ".")).toAbsolutePath())) {
            for (Benchmark benchmark : benchmarks) {
                System.err.println("measuring " + benchmark.name());
                Benchmark.Result result = benchmark.run(benchmarkEnvironment);
                rows.addAll(result.rows());
                result.notes().forEach(note -> notes.add(benchmark.name() + ": " + note));
            }
        }
        return new Benchmark.Result(rows, notes);
    }

    private static String machine() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d processors, %s %s, load %.1f; JDK %s",
                system.getAvailableProcessors(),
                system.getName(),
                system.getArch(),
                system.getSystemLoadAverage(),
                Runtime.version());
    }
}
