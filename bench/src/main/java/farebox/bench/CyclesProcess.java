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
import farebox.models.s3.S3Models;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Loads and evicts models as a function does, in a process that does nothing else, and prints its resident memory in
 * bytes: after a tenth of the loads, at the end, and the most in between. Arguments: an empty folder, how many loads,
 * the budget in bytes, and the names of public models.
 */
final class CyclesProcess {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int SAMPLES = 100;
    private static final long SEED = 1;

    private final Models models;
    private final List<ModelRef> refs;
    private final RandomGenerator random = new Random(SEED);
    private int last;

    private CyclesProcess(Models models, List<ModelRef> refs) {
        this.models = models;
        this.refs = refs;
    }

    public static void main(String[] arguments) {
        ByteCount budget = new ByteCount(Long.parseLong(arguments[2]));
        Models models = S3Models.of(
                S3Models.registry(System.getenv("MODELS_BUCKET"), System.getenv("MODEL_VERIFICATION_KEY")),
                Path.of(arguments[0]),
                new CacheLimits(budget, budget),
                BenchmarkEnvironment.CLOCK);
        List<ModelRef> refs = Arrays.stream(arguments)
                .skip(3)
                .map(name -> new ModelRef(ModelRef.PUBLIC, new ModelName(name)))
                .toList();
        System.out.println(new CyclesProcess(models, refs).cycle(Integer.parseInt(arguments[1])));
        System.exit(0);
    }

    private String cycle(int cycles) {
        long first = 0;
        long largest = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            open();
            if (cycle == cycles / 10) {
                first = collected();
            }
            if (cycle % Math.max(1, cycles / SAMPLES) == 0) {
                largest = Math.max(largest, resident());
            }
        }
        return first + " " + collected() + " " + largest;
    }

    /** The next model is one that was not opened last, so that nearly every turn loads one and evicts another. */
    private void open() {
        last = (last + 1 + random.nextInt(refs.size() - 1)) % refs.size();
        try (Lease<Model> lease = models.open(
                refs.get(last),
                Selector.champion(),
                Model.class,
                Deadline.after(TIMEOUT, BenchmarkEnvironment.CLOCK))) {
            lease.value().card();
        }
    }

    private static long collected() {
        System.gc();
        return resident();
    }

    private static long resident() {
        return new ProcessTree(ProcessHandle.current()).residentBytes();
    }
}
