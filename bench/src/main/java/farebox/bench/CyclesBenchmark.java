package farebox.bench;

import farebox.kernel.ByteCount;
import farebox.kernel.ModelName;
import farebox.models.ModelRef;
import farebox.models.publish.BundledModel;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.TestModels;
import farebox.models.publish.onnx.OnnxModelConverter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Loads and evicts twenty models of several kinds in a cache with room for five of the large ones, and tells what the
 * process's resident memory does: at the end beside what it was after the first tenth of the cycles.
 */
final class CyclesBenchmark implements Benchmark {
    private static final Target DRIFT = new Target.AtMost(1.02, " of the first tenth's");
    private static final int LARGE = 10;
    private static final int SMALL = 10;
    private static final int FIT = 5;

    /** The heap is whole from the start, so that what grows is memory of native libraries or of the JVM itself. */
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final int cycles;

    CyclesBenchmark(int cycles) {
        this.cycles = cycles;
    }

    @Override
    public String name() {
        return "cycles";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        List<String> models = publish(benchmarkEnvironment);
        ByteCount budget =
                new ByteCount(FIT * 2 * benchmarkEnvironment.manifest().size().bytes());
        Path folder = Files.createDirectories(benchmarkEnvironment.folder().resolve("cycles"));
        List<String> arguments = new ArrayList<>(
                List.of(folder.resolve("models").toString(), Integer.toString(cycles), Long.toString(budget.bytes())));
        arguments.addAll(models);
        Resident resident = Resident.of(
                new JavaProcess(options(), CyclesProcess.class, arguments, benchmarkEnvironment.environment())
                        .answer(folder));
        double ratio = (double) resident.last() / resident.first();
        return new Result(
                List.of(new ResultRow(
                        "resident memory after " + cycles + " loads",
                        ResultRow.megabytes(resident.last()),
                        ResultRow.megabytes(resident.first()),
                        ratio,
                        DRIFT.verdict(ratio))),
                List.of("largest resident memory " + ResultRow.megabytes(resident.largest()) + ", cache of "
                        + ResultRow.megabytes(budget.bytes()) + " for " + models.size() + " models, 256 MiB of it the"
                        + " heap of a process that does nothing else; the baseline is what it was after a tenth of the"
                        + " loads; the heap is collected before each"));
    }

    private record Resident(long first, long last, long largest) {
        static Resident of(String line) {
            long[] bytes = Arrays.stream(line.split(" ", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Resident(bytes[0], bytes[1], bytes[2]);
        }
    }

    private static List<String> options() {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return options;
    }

    /** @return their names */
    private static List<String> publish(BenchmarkEnvironment benchmarkEnvironment) {
        Path scratch = benchmarkEnvironment.folder();
        PublishModel publish = new PublishModel(
                benchmarkEnvironment.registry(), new OnnxModelConverter(), scratch, BenchmarkEnvironment.CLOCK);
        List<PublishRequest> requests = new ArrayList<>(TestModels.copies(SMALL));
        for (int i = 0; i < LARGE; i++) {
            requests.add(BundledModel.allMiniLmL6V2().named(new ModelRef(ModelRef.PUBLIC, new ModelName("mini-" + i))));
        }
        return requests.stream()
                .map(request -> publish.run(request).card().ref().name().value())
                .toList();
    }
}
