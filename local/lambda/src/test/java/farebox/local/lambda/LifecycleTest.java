package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.lambda.FunctionDefinition.Start;
import farebox.local.lambda.InvokeOutcome.Answered;
import farebox.local.lambda.sample.EmulatorProcess;
import farebox.local.lambda.sample.ScriptedHandler;
import farebox.local.lambda.sample.SnapshotHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How children come and go. */
class LifecycleTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final CapturedLogLines lines = new CapturedLogLines();

    @TempDir
    private Path folder;

    @Test
    void close_endsEveryChildAndClearsTheirFolders() throws Exception {
        LocalLambda lambda = lambda(ScriptedHandler.class, Start.ON_DEMAND);
        lambda.warm("f", 2);
        assertThat(lambda.awaitReady("f", 2, TIMEOUT)).isEqualTo(new Readiness.Ready());
        List<ProcessHandle> children = handles(lambda.children("f").stream());

        lambda.close();

        assertThat(children).hasSize(2).noneMatch(ProcessHandle::isAlive);
        assertThat(folder.resolve("cloud/environments")).doesNotExist();
    }

    @Test
    void kill_ofTheCloudEndsEveryChild() throws Exception {
        Path code = Packages.in(folder.resolve("code"), ScriptedHandler.class);
        Process cloud = new ProcessBuilder(
                        ExecutionEnvironmentCommand.java(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EmulatorProcess.class.getName(),
                        code.toString(),
                        folder.resolve("cloud").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String pids = cloud.inputReader().readLine();
        List<ProcessHandle> children = handles(Stream.of(pids.split(" ", -1)).map(Long::parseLong));

        cloud.destroyForcibly().waitFor();

        assertThat(children).hasSize(2);
        for (ProcessHandle child : children) {
            child.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void train_laterChildrenUseTheRecordedClasses_withBothCompilersToo() throws Exception {
        try (LocalLambda lambda = lambda(ScriptedHandler.class, Start.SNAP_START)) {
            assertThat(lambda.train("f", bytes("echo warm"), TIMEOUT)).isTrue();

            assertThat(invoke(lambda, "flags")).contains("-XX:AOTCache=").doesNotContain("-XX:TieredStopAtLevel");
        }
        try (Stream<Path> recorded = Files.list(folder.resolve("shared/classes"))) {
            assertThat(recorded).hasSize(1);
        }
    }

    @Test
    void start_withoutSnapStartStopsAtTheFirstCompiler() throws Exception {
        try (LocalLambda lambda = lambda(ScriptedHandler.class, Start.ON_DEMAND)) {
            assertThat(invoke(lambda, "flags")).contains("-XX:TieredStopAtLevel=1");
        }
    }

    @Test
    void start_withSnapStartRunsTheHooks() throws Exception {
        try (LocalLambda lambda = lambda(SnapshotHandler.class, Start.SNAP_START)) {
            assertThat(invoke(lambda, "")).isEqualTo("made checkpointed restored");
            lines.await("f", line -> line.contains("\tRestore Duration: "));
        }
        assertThat(folder.resolve("cloud/logs/f.log")).content().contains("\tRestore Duration: ");
    }

    @Test
    void invoke_waitsNoLongerThanItsLimit() throws Exception {
        try (LocalLambda lambda = lambda(ScriptedHandler.class, Start.ON_DEMAND)) {
            lambda.warm("f", 2);
            lambda.awaitReady("f", 2, TIMEOUT);
            Duration limit = Duration.ofMillis(50);

            assertThat(lambda.invoke("f", bytes("hang"), limit)).isEqualTo(new InvokeOutcome.StillRunning(limit));
            assertThat(lambda.invoke("f", bytes("hang"), limit)).isEqualTo(new InvokeOutcome.StillRunning(limit));
            assertThat(lambda.invoke("f", bytes("echo"), limit)).isEqualTo(new InvokeOutcome.Throttled());
        }
    }

    private LocalLambda lambda(Class<?> handler, Start start) throws IOException {
        Path code = Packages.in(folder.resolve("code"), handler);
        FunctionDefinition function =
                new FunctionDefinition("f", "arn", handler.getName(), code, 256, TIMEOUT, Map.of(), 2, start);
        return LocalLambda.start(
                List.of(function),
                new LambdaSettings(
                        folder.resolve("cloud"),
                        folder.resolve("shared"),
                        TIMEOUT,
                        Map.of("PATH", System.getenv("PATH")),
                        lines,
                        InstantSource.system(),
                        new SecureRandom()));
    }

    private static String invoke(LocalLambda lambda, String event) throws InterruptedException {
        InvokeOutcome outcome = lambda.invoke("f", bytes(event), TIMEOUT);
        assertThat(outcome).isInstanceOf(Answered.class);
        return new String(((Answered) outcome).payload(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<ProcessHandle> handles(Stream<Long> pids) {
        return pids.map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
    }
}
