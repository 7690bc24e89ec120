package farebox.bench;

import farebox.kernel.Deadline;
import farebox.kernel.FileTree;
import farebox.models.Manifest;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelFile;
import farebox.models.Models;
import farebox.models.Selector;
import farebox.models.cache.CachedModels;
import farebox.models.cache.ModelOpener;
import farebox.models.cache.OpenModel;
import farebox.models.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The files of the model through the loader, verified and in place, beside a plain GET of the same objects. */
final class VerifiedLoadBenchmark implements Benchmark {
    private static final Target HALF_OF_PLAIN = new Target.AtLeast(0.55, " of plain");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final InterleavedRunner interleavedRunner;

    VerifiedLoadBenchmark(InterleavedRunner interleavedRunner) {
        this.interleavedRunner = interleavedRunner;
    }

    @Override
    public String name() {
        return "load";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        Path folder = Files.createDirectories(benchmarkEnvironment.folder().resolve("load"));
        List<Timings> samples = interleavedRunner.time(
                List.of(() -> verified(benchmarkEnvironment, folder), () -> plain(benchmarkEnvironment, folder)));
        Manifest manifest = benchmarkEnvironment.manifest();
        double megabytes = manifest.size().bytes() / 1e6;
        double ratio = samples.getLast().medianRatioTo(samples.getFirst());
        return new Result(
                List.of(new ResultRow(
                        "verified load from local S3",
                        rate(megabytes, samples.getFirst()),
                        rate(megabytes, samples.getLast()),
                        ratio,
                        HALF_OF_PLAIN.verdict(ratio))),
                List.of(interleavedRunner.words() + " of "
                        + ResultRow.megabytes(manifest.size().bytes())
                        + "; pointer, manifest, ranges, checksum and rename, beside a GET of each file to disk"));
    }

    private static String rate(double megabytes, Timings timings) {
        return ResultRow.perSecond(megabytes * 1e3 / timings.medianMillis(), "MB");
    }

    private static void verified(BenchmarkEnvironment benchmarkEnvironment, Path folder) throws Exception {
        Path fresh = folder.resolve("verified");
        FileTree.delete(fresh);
        ModelOpener unopened = (_, manifest) -> new Unopened(manifest.card());
        Models models = CachedModels.over(
                benchmarkEnvironment.registry(),
                unopened,
                fresh,
                BenchmarkEnvironment.BUDGETS,
                BenchmarkEnvironment.CLOCK);
        models.open(
                        BenchmarkEnvironment.MODEL,
                        Selector.champion(),
                        Model.class,
                        Deadline.after(TIMEOUT, BenchmarkEnvironment.CLOCK))
                .close();
    }

    private static void plain(BenchmarkEnvironment benchmarkEnvironment, Path folder) throws Exception {
        Path fresh = folder.resolve("plain");
        FileTree.delete(fresh);
        Files.createDirectories(fresh);
        for (ModelFile file : benchmarkEnvironment.manifest().files()) {
            benchmarkEnvironment.fetch(file, fresh.resolve(file.role().fileName()));
        }
    }

    /** Opening a model is another benchmark's matter. */
    private record Unopened(ModelCard card) implements OpenModel {
        @Override
        public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
            throw new UnsupportedOperationException("not opened");
        }

        @Override
        public void close() {}
    }
}
