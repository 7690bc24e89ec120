package farebox.bench;

import farebox.kernel.ByteCount;
import farebox.kernel.Deadline;
import farebox.kernel.ModelName;
import farebox.models.Lease;
import farebox.models.Model;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.Selector;
import farebox.models.cache.CacheLimits;
import farebox.models.publish.BundledModel;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.TestModels;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.s3.S3Models;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Loads and evicts twenty models of several kinds in a cache with room for five of the large ones, and tells what the
 * process's resident memory does: at the end beside what it was after the first tenth of the cycles.
 */
final class CyclesBenchmark implements Benchmark {
    private static final Target DRIFT = new Target.AtMost(1.02, " of the first tenth's");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int LARGE = 10;
    private static final int SMALL = 10;
    private static final int FIT = 5;
    private static final int SAMPLES = 100;
    private static final long SEED = 1;

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
        List<ModelRef> refs = publish(benchmarkEnvironment);
        ByteCount budget =
                new ByteCount(FIT * 2 * benchmarkEnvironment.manifest().size().bytes());
        Models models = S3Models.of(
                benchmarkEnvironment.registry(),
                benchmarkEnvironment.folder().resolve("cycles"),
                new CacheLimits(budget, budget),
                BenchmarkEnvironment.CLOCK);
        Resident resident = cycle(models, refs);
        double ratio = (double) resident.last() / resident.first();
        return new Result(
                List.of(new ResultRow(
                        "resident memory after " + cycles + " loads",
                        ResultRow.megabytes(resident.last()),
                        ResultRow.megabytes(resident.first()),
                        ratio,
                        DRIFT.verdict(ratio))),
                List.of("largest resident memory " + ResultRow.megabytes(resident.largest()) + ", cache of "
                        + ResultRow.megabytes(budget.bytes()) + " for " + refs.size() + " models; the baseline is what"
                        + " it was after a tenth of the loads; the heap is collected before each"));
    }

    private record Resident(long first, long last, long largest) {}

    /** The next model is one that was not opened last, so that nearly every turn loads one and evicts another. */
    private Resident cycle(Models models, List<ModelRef> refs) {
        RandomGenerator random = new Random(SEED);
        long first = 0;
        long largest = 0;
        int last = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            last = (last + 1 + random.nextInt(refs.size() - 1)) % refs.size();
            try (Lease<Model> lease = models.open(
                    refs.get(last),
                    Selector.champion(),
                    Model.class,
                    Deadline.after(TIMEOUT, BenchmarkEnvironment.CLOCK))) {
                lease.value().card();
            }
            if (cycle == cycles / 10) {
                first = resident();
            }
            if (cycle % Math.max(1, cycles / SAMPLES) == 0) {
                largest = Math.max(largest, new ProcessTree(ProcessHandle.current()).residentBytes());
            }
        }
        return new Resident(first, resident(), largest);
    }

    private static long resident() {
        System.gc();
        return new ProcessTree(ProcessHandle.current()).residentBytes();
    }

    private static List<ModelRef> publish(BenchmarkEnvironment benchmarkEnvironment) {
        Path scratch = benchmarkEnvironment.folder();
        PublishModel publish = new PublishModel(
                benchmarkEnvironment.registry(), new OnnxModelConverter(), scratch, BenchmarkEnvironment.CLOCK);
        List<PublishRequest> requests = new ArrayList<>(TestModels.copies(SMALL));
        for (int i = 0; i < LARGE; i++) {
            requests.add(BundledModel.allMiniLmL6V2().named(new ModelRef(ModelRef.PUBLIC, new ModelName("mini-" + i))));
        }
        return requests.stream()
                .map(request -> publish.run(request).card().ref())
                .toList();
    }
}
