package farebox.bench;

import farebox.local.lambda.FunctionDefinition;
import farebox.local.lambda.InvokeOutcome;
import farebox.local.lambda.LambdaSettings;
import farebox.local.lambda.LocalLambda;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * From the start of the function's process to its first answer: the packaged function on the real runtime interface
 * client, which fetches its model from S3 and meters its call, beside a process that only runs DJL on a local file.
 */
final class StartBenchmark implements Benchmark {
    private static final Target SOONER = new Target.AtMost(0.75, " of DJL's");
    private static final Target MUCH_SOONER = new Target.AtMost(0.4, " of DJL's");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** It runs with less claim to the processor than anything else. */
    private static final Duration TRAINING = Duration.ofMinutes(10);

    private static final int MEMORY_MEBIBYTES = 1769;
    private static final String FUNCTION = "inference";

    private final InterleavedRunner interleavedRunner;

    StartBenchmark(InterleavedRunner interleavedRunner) {
        this.interleavedRunner = interleavedRunner;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Result run(BenchmarkEnvironment benchmarkEnvironment) throws Exception {
        SampleRequest sampleRequest = SampleRequest.read(benchmarkEnvironment.home());
        Path folder = benchmarkEnvironment.folder().resolve("start");
        ModelStartBenchmark model = ModelStartBenchmark.in(
                folder, PackageSizeBenchmark.folder(benchmarkEnvironment.home(), FUNCTION), benchmarkEnvironment);
        ModelStartBenchmark trained = model.trained();
        try (LocalLambda lambda = lambda(benchmarkEnvironment, folder.resolve("archived"))) {
            if (!lambda.train(FUNCTION, sampleRequest.bytes(), TRAINING)) {
                throw new IllegalStateException("the function's classes could not be archived");
            }
        }
        List<Timings> samples = interleavedRunner.time(List.of(
                new Started(benchmarkEnvironment, folder.resolve("archived"), sampleRequest),
                new Started(benchmarkEnvironment, folder.resolve("plain"), sampleRequest),
                trained.ours(),
                model.djl()));
        Timings djl = samples.getLast();
        return new Result(
                List.of(
                        row("start to first answer, AOT cache", samples.get(0), djl, SOONER),
                        row("start to first answer, no AOT cache", samples.get(1), djl, new Target.None()),
                        row("start to first embedding, model on disk, AOT cache", samples.get(2), djl, MUCH_SOONER)),
                List.of(interleavedRunner.words()
                        + "; medians of whole processes, each with an empty temporary folder; the "
                        + "baseline is plain DJL on the int8 graph as given, on disk"));
    }

    private static ResultRow row(String name, Timings ours, Timings djl, Target target) {
        double ratio = ours.medianRatioTo(djl);
        return new ResultRow(
                name,
                ResultRow.millis(ours.medianMillis()),
                ResultRow.millis(djl.medianMillis()),
                ratio,
                target.verdict(ratio));
    }

    private static LocalLambda lambda(BenchmarkEnvironment benchmarkEnvironment, Path folder) throws IOException {
        FunctionDefinition function = new FunctionDefinition(
                FUNCTION,
                "arn:aws:lambda:us-east-1:000000000000:function:" + FUNCTION,
                "farebox.inference.lambda.InferenceHandler",
                PackageSizeBenchmark.folder(benchmarkEnvironment.home(), FUNCTION),
                MEMORY_MEBIBYTES,
                LIMIT,
                benchmarkEnvironment.environment(),
                1,
                FunctionDefinition.Start.ON_DEMAND);
        return LocalLambda.start(
                List.of(function),
                new LambdaSettings(
                        folder,
                        folder,
                        LIMIT,
                        System.getenv(),
                        _ -> {},
                        BenchmarkEnvironment.CLOCK,
                        new SecureRandom()));
    }

    /** The call starts the process. */
    private static final class Started implements InterleavedRunner.Task {
        private final BenchmarkEnvironment benchmarkEnvironment;
        private final Path folder;
        private final SampleRequest sampleRequest;
        private Optional<LocalLambda> lambda = Optional.empty();

        Started(BenchmarkEnvironment benchmarkEnvironment, Path folder, SampleRequest sampleRequest) {
            this.benchmarkEnvironment = benchmarkEnvironment;
            this.folder = folder;
            this.sampleRequest = sampleRequest;
        }

        @Override
        public void before() throws IOException {
            lambda = Optional.of(lambda(benchmarkEnvironment, folder));
        }

        @Override
        public void run() throws InterruptedException {
            InvokeOutcome outcome = lambda.orElseThrow().invoke(FUNCTION, sampleRequest.bytes(), LIMIT);
            if (!(outcome instanceof InvokeOutcome.Answered)) {
                throw new IllegalStateException("the function did not answer: " + outcome);
            }
        }

        @Override
        public void after() {
            lambda.ifPresent(LocalLambda::close);
        }
    }
}
