package farebox.bench;

import farebox.local.lambda.FunctionDefinition;
import farebox.local.lambda.InvokeOutcome;
import farebox.local.lambda.LambdaSettings;
import farebox.local.lambda.LocalLambda;
import farebox.models.publish.BundledModel;
import farebox.models.publish.Content;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * From the start of the function's process to its first answer: the packaged function on the real runtime interface
 * client, which fetches its model from S3 and meters its call, beside a process that only runs DJL on a local file.
 */
final class Start implements Benchmark {
    private static final Goal MUCH_SOONER = new Goal.AtMost(0.4, " of DJL's");
    private static final Duration LIMIT = Duration.ofMinutes(2);
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
        Path given = given(folder);
        try (LocalLambda lambda = lambda(ground, folder.resolve("archived"))) {
            if (!lambda.train(FUNCTION, call.bytes(), LIMIT)) {
                throw new IllegalStateException("the function's classes could not be archived");
            }
        }
        List<Sample> samples = rounds.time(List.of(
                () -> function(ground, folder.resolve("archived"), call),
                () -> function(ground, folder.resolve("plain"), call),
                () -> djl(ground, given, folder.resolve("djl"))));
        return new Result(
                List.of(
                        row("start to first answer, AOT cache", samples.get(0), samples.get(2), MUCH_SOONER),
                        row("start to first answer, no AOT cache", samples.get(1), samples.get(2), new Goal.None())),
                List.of(rounds.words() + "; medians of whole processes, each with empty folders; the baseline is plain "
                        + "DJL on the int8 graph as given"));
    }

    private static Row row(String name, Sample ours, Sample djl, Goal goal) {
        double ratio = ours.medianRatioTo(djl);
        return new Row(
                name, Row.millis(ours.medianMillis()), Row.millis(djl.medianMillis()), ratio, goal.verdict(ratio));
    }

    /** The process is started by the call. */
    private static void function(Ground ground, Path folder, Call call) throws Exception {
        try (LocalLambda lambda = lambda(ground, folder)) {
            InvokeOutcome outcome = lambda.invoke(FUNCTION, call.bytes(), LIMIT);
            if (!(outcome instanceof InvokeOutcome.Answered)) {
                throw new IllegalStateException("the function did not answer: " + outcome);
            }
        }
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

    /** The model as it was before it was published. */
    private static Path given(Path folder) throws IOException {
        Path given = Files.createDirectories(folder.resolve("given"));
        copy(BundledModel.allMiniLmL6V2().graph(), given.resolve("model.onnx"));
        copy(BundledModel.allMiniLmL6V2().tokenizer(), given.resolve("tokenizer.json"));
        return given;
    }

    private static void copy(Content content, Path file) throws IOException {
        try (InputStream in = content.open()) {
            Files.copy(in, file);
        }
    }

    /** Every start unpacks its libraries anew, as a new environment of a function would. */
    private static void djl(Ground ground, Path given, Path folder) throws Exception {
        Folders.delete(folder);
        Files.createDirectories(folder);
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainDjl.class.getName(),
                        given.toString(),
                        Call.TEXT)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().putAll(ground.environment());
        command.environment().put("DJL_CACHE_DIR", folder.toString());
        Process process = command.start();
        try (BufferedReader out = process.inputReader()) {
            String dimensions = out.readLine();
            if (!Integer.toString(ground.manifest().dimensions()).equals(dimensions)) {
                throw new IllegalStateException("plain DJL gave no embedding");
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
