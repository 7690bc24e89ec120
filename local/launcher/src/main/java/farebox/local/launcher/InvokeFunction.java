package farebox.local.launcher;

import farebox.cli.operator.Stack;
import farebox.cli.operator.UserError;
import farebox.kernel.FileTree;
import farebox.local.lambda.InvokeOutcome;
import farebox.local.lambda.LambdaSettings;
import farebox.local.lambda.LocalLambda;
import farebox.local.template.Deployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs events through a function in a process of its own, beside a running cloud and on its data. */
public final class InvokeFunction {
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private final Path home;
    private final Stack stack;

    public InvokeFunction(Path home, Stack stack) {
        this.home = home;
        this.stack = stack;
    }

    /** What the function returned, or the error object that Lambda makes of what it threw. */
    public record Answer(String payload, boolean isError) {}

    /** @throws UserError if the template has no such function */
    public Answer run(String id, byte[] event) throws InterruptedException {
        try (Started function = start(id)) {
            return function.answer(event);
        }
    }

    /**
     * The same for several events, one after the other.
     *
     * @throws UserError if the template has no such function
     */
    public Started start(String id) {
        Deployment.Function function = find(id);
        Path folder = temporary();
        LambdaSettings settings = new LambdaSettings(
                folder,
                SharedFolder.of(home).path(),
                INIT_LIMIT,
                System.getenv(),
                line -> {},
                Clock.systemUTC(),
                new SecureRandom());
        try {
            LocalLambda lambda = LocalLambda.start(List.of(new LocalFunctions(stack).definition(function)), settings);
            return new Started(function, lambda, folder);
        } catch (IOException e) {
            removeAll(folder);
            throw new UserError("the function could not be run: " + e.getMessage(), e);
        }
    }

    /** A function that answers until it is closed. */
    public static final class Started implements AutoCloseable {
        private final Deployment.Function function;
        private final LocalLambda lambda;
        private final Path folder;

        private Started(Deployment.Function function, LocalLambda lambda, Path folder) {
            this.function = function;
            this.lambda = lambda;
            this.folder = folder;
        }

        public Answer answer(byte[] event) throws InterruptedException {
            return InvokeFunction.answer(lambda.invoke(function.name(), event, INIT_LIMIT.plus(function.timeout())));
        }

        @Override
        public void close() {
            lambda.close();
            removeAll(folder);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("farebox-invoke-");
        } catch (IOException e) {
            throw new UserError("there is no place for the function's files: " + e.getMessage(), e);
        }
    }

    private static void removeAll(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UserError("the function's files cannot be removed: " + e.getMessage(), e);
        }
    }

    private Deployment.Function find(String id) {
        List<Deployment.Function> functions = TemplateFile.read(home, Map.of()).functions();
        return functions.stream()
                .filter(function -> function.id().equals(id) || function.name().equals(id))
                .findFirst()
                .orElseThrow(() -> new UserError("the template has no function " + id + "; it has "
                        + String.join(
                                ", ",
                                functions.stream().map(Deployment.Function::id).toList())));
    }

    private static Answer answer(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.Answered answered -> new Answer(ProxyAnswer.of(answered.payload()), false);
            case InvokeOutcome.FunctionError error -> new Answer(text(error.payload()), true);
            case InvokeOutcome.TimedOut late -> new Answer("timed out after " + late.after(), true);
            case InvokeOutcome.Crashed crashed -> new Answer(crashed.message(), true);
            case InvokeOutcome.Throttled throttled -> new Answer("no process came free", true);
            case InvokeOutcome.TooLarge large -> new Answer("event or answer is larger than Lambda's 6 MB", true);
            case InvokeOutcome.StillRunning running -> new Answer("no answer after " + running.waited(), true);
        };
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
