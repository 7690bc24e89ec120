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
final class Start implements Benchmark {
    private static final Goal MUCH_SOONER = new Goal.AtMost(0.4, " of DJL's");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** It runs with less claim to the processor than anything else. */
    private static final Duration TRAINING = Duration.ofMinutes(10);

    private static final int MEMORY_MEBIBYTES = 1769;
    private static final String FUNCTION = "inference";

    private final Rounds rounds;

    Start(Rounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Result run(Ground ground) throws Exception {
        Call call = Call.read(ground.home());
        Path folder = ground.folder().resolve("start");
        ModelStart model = ModelStart.in(folder, PackageSize.folder(ground.home(), FUNCTION), ground);
        ModelStart trained = model.trained();
        try (LocalLambda lambda = lambda(ground, folder.resolve("archived"))) {
            if (!lambda.train(FUNCTION, call.bytes(), TRAINING)) {
                throw new IllegalStateException("the function's classes could not be archived");
            }
        }
        List<Sample> samples = rounds.time(List.of(
                new Started(ground, folder.resolve("archived"), call),
                new Started(ground, folder.resolve("plain"), call),
                trained.ours(),
                model.djl()));
        Sample djl = samples.getLast();
        return new Result(
                List.of(
                        row("start to first answer, AOT cache", samples.get(0), djl, MUCH_SOONER),
                        row("start to first answer, no AOT cache", samples.get(1), djl, new Goal.None()),
                        row("start to first embedding, model on disk, AOT cache", samples.get(2), djl, MUCH_SOONER)),
                List.of(rounds.words() + "; medians of whole processes, each with an empty temporary folder; the "
                        + "baseline is plain DJL on the int8 graph as given, on disk"));
    }

    private static Row row(String name, Sample ours, Sample djl, Goal goal) {
        double ratio = ours.medianRatioTo(djl);
        return new Row(
                name, Row.millis(ours.medianMillis()), Row.millis(djl.medianMillis()), ratio, goal.verdict(ratio));
    }

    private static LocalLambda lambda(Ground ground, Path folder) throws IOException {
        FunctionDefinition function = new FunctionDefinition(
                FUNCTION,
                "arn:aws:lambda:us-east-1:000000000000:function:" + FUNCTION,
                "farebox.inference.lambda.InferenceHandler",
                PackageSize.folder(ground.home(), FUNCTION),
                MEMORY_MEBIBYTES,
                LIMIT,
                ground.environment(),
                1,
                FunctionDefinition.Start.ON_DEMAND);
        return LocalLambda.start(
                List.of(function),
                new LambdaSettings(folder, LIMIT, System.getenv(), _ -> {}, Ground.CLOCK, new SecureRandom()));
    }

    /** The call starts the process. */
    private static final class Started implements Rounds.Task {
        private final Ground ground;
        private final Path folder;
        private final Call call;
        private Optional<LocalLambda> lambda = Optional.empty();

        Started(Ground ground, Path folder, Call call) {
            this.ground = ground;
            this.folder = folder;
            this.call = call;
        }

        @Override
        public void before() throws IOException {
            lambda = Optional.of(lambda(ground, folder));
        }

        @Override
        public void run() throws InterruptedException {
            InvokeOutcome outcome = lambda.orElseThrow().invoke(FUNCTION, call.bytes(), LIMIT);
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
