package farebox.bench;

import farebox.inference.Embed;
import farebox.inference.EmbedCommand;
import farebox.inference.Input;
import farebox.inference.ModelRuns;
import farebox.inference.Statistics;
import farebox.inference.Workers;
import farebox.kernel.Deadline;
import farebox.kernel.TenantId;
import farebox.models.EmbeddingModel;
import farebox.models.FileRole;
import farebox.models.Lease;
import farebox.models.ModelCard;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Texts through the use case, beside the tokenizer and ONNX Runtime alone: what everything around them costs. */
final class ThroughputBenchmark implements Benchmark {
    private static final Target NEARLY_RAW = new Target.AtLeast(0.98, " of raw");
    private static final TenantId TENANT = new TenantId("bench");
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final double SAME = 1e-5;

    private final InterleavedRunner interleavedRunner;

    ThroughputBenchmark(InterleavedRunner interleavedRunner) {
        this.interleavedRunner = interleavedRunner;
    }

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        try (Lease<EmbeddingModel> lease = benchmarkEnvironment.open();
                RawModel raw = new RawModel(benchmarkEnvironment.fetch(
                        benchmarkEnvironment.manifest().file(FileRole.GRAPH),
                        benchmarkEnvironment.folder().resolve("raw.ort")))) {
            int tokens = Sentences.ALL.stream()
                    .mapToInt(text -> lease.value().tokenize(text).count())
                    .sum();
            requireSameNumbers(lease.value(), raw);
            Embed embed = new Embed(
                    new ModelRuns(benchmarkEnvironment.models(), new Statistics(), BenchmarkEnvironment.CLOCK),
                    new Workers(1));
            Callable<Void> ours = () -> ours(embed, lease.value().card());
            Callable<Void> baseline = () -> raw(lease.value(), raw);
            return new Result(
                    List.of(row(1, ours, baseline), row(2, ours, baseline)),
                    List.of(interleavedRunner.words() + " of " + Sentences.ALL.size() + " texts a caller, " + tokens
                            + " tokens; one thread a caller; raw is the tokenizer and ONNX Runtime alone"));
        }
    }

    private ResultRow row(int callers, Callable<Void> ours, Callable<Void> baseline) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Timings> samples = interleavedRunner.time(List.of(
                    () -> atOnce(threads, Collections.nCopies(callers, ours)),
                    () -> atOnce(threads, Collections.nCopies(callers, baseline))));
            int texts = callers * Sentences.ALL.size();
            double ratio = samples.getLast().medianRatioTo(samples.getFirst());
            return new ResultRow(
                    "embeddings, " + callers + (callers == 1 ? " caller" : " callers"),
                    rate(texts, samples.getFirst()),
                    rate(texts, samples.getLast()),
                    ratio,
                    NEARLY_RAW.verdict(ratio));
        }
    }

    private static String rate(int texts, Timings timings) {
        return ResultRow.perSecond(texts * 1e3 / timings.medianMillis(), "");
    }

    private static void atOnce(ExecutorService threads, List<Callable<Void>> callers) throws Exception {
        if (callers.size() == 1) {
            Void _ = callers.getFirst().call(); // On this thread, whose processor time may be what is measured.
            return;
        }
        for (Future<Void> done : threads.invokeAll(callers)) {
            done.get();
        }
    }

    private static Void ours(Embed embed, ModelCard card) {
        for (String text : Sentences.ALL) {
            embed.run(new EmbedCommand(
                    TENANT, card, List.of(new Input.Text(text)), Deadline.after(TIMEOUT, BenchmarkEnvironment.CLOCK)));
        }
        return null;
    }

    private static Void raw(EmbeddingModel model, RawModel raw) throws Exception {
        for (String text : Sentences.ALL) {
            raw.embed(model.tokenize(text).ids());
        }
        return null;
    }

    /** A baseline that does something else would be none. */
    private static void requireSameNumbers(EmbeddingModel model, RawModel raw) throws Exception {
        for (String text : Sentences.ALL) {
            float[] one = model.embed(model.tokenize(text));
            float[] other = raw.embed(model.tokenize(text).ids());
            for (int i = 0; i < one.length; i++) {
                if (Math.abs(one[i] - other[i]) > SAME) {
                    throw new IllegalStateException("ONNX Runtime by itself gives other numbers for: " + text);
                }
            }
        }
    }
}
