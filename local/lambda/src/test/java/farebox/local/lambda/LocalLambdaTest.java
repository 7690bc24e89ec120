package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ByteCount;
import farebox.local.lambda.FunctionDefinition.Start;
import farebox.local.lambda.InvokeOutcome.Answered;
import farebox.local.lambda.InvokeOutcome.Crashed;
import farebox.local.lambda.InvokeOutcome.Direction;
import farebox.local.lambda.InvokeOutcome.FunctionError;
import farebox.local.lambda.InvokeOutcome.TimedOut;
import farebox.local.lambda.InvokeOutcome.TooLarge;
import farebox.local.lambda.sample.Broken;
import farebox.local.lambda.sample.ScriptedHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real children, so the functions are shared by the tests; each name has a purpose. */
class LocalLambdaTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final CapturedLogLines LINES = new CapturedLogLines();

    @TempDir
    private static Path folder;

    private static LocalLambda lambda;

    @BeforeAll
    static void start() throws IOException {
        Path code = Packages.in(folder.resolve("code"), ScriptedHandler.class, Broken.class);
        lambda = LocalLambda.start(
                List.of(
                        function("tricks", code, ScriptedHandler.class, TIMEOUT),
                        function("hasty", code, ScriptedHandler.class, Duration.ofMillis(700)),
                        function("doomed", code, ScriptedHandler.class, TIMEOUT),
                        function("broken", code, Broken.class, TIMEOUT)),
                settings(folder.resolve("cloud")));
        lambda.warm("tricks", 2);
    }

    @AfterAll
    static void stop() {
        lambda.close();
    }

    @Test
    void invoke_answersWhatTheFunctionReturned() throws Exception {
        assertThat(invoke("tricks", "echo grüezi")).isEqualTo("grüezi");
    }

    @Test
    void invoke_twoAtOnceRunInTwoChildren() throws Exception {
        Path place = Files.createDirectories(folder.resolve("meeting"));

        CompletableFuture<InvokeOutcome> one = submit("tricks", "meet " + place);
        CompletableFuture<InvokeOutcome> other = submit("tricks", "meet " + place);

        assertThat(text(one.get())).isNotEqualTo(text(other.get()));
    }

    @Test
    void invoke_aHundredOnTwoChildrenAreAllAnswered() throws Exception {
        List<CompletableFuture<InvokeOutcome>> running = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            running.add(submit("tricks", "echo " + i));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(text(running.get(i).get())).isEqualTo(Integer.toString(i));
        }
        assertThat(lambda.children("tricks")).hasSize(2);
    }

    @Test
    void invoke_theFunctionSeesItsContextAndEnvironment() throws Exception {
        String[] context = invoke("tricks", "context").split(" ", -1);

        assertThat(context[0]).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(context[1]).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:tricks");
        assertThat(context[2]).isEqualTo("256");
        assertThat(Integer.parseInt(context[3])).isBetween(20_000, 30_000);
        assertThat(invoke("tricks", "environment GREETING")).isEqualTo("hello");
        assertThat(invoke("tricks", "environment AWS_LAMBDA_FUNCTION_NAME")).isEqualTo("tricks");
        assertThat(invoke("tricks", "environment LAMBDA_TASK_ROOT"))
                .isEqualTo(folder.resolve("code").toString());
        assertThat(invoke("tricks", "environment SECRET_OF_THE_PARENT")).isEqualTo("null");
        assertThat(System.getenv("AWS_EC2_METADATA_DISABLED")).isEqualTo("true");
        assertThat(invoke("tricks", "environment AWS_EC2_METADATA_DISABLED")).isEqualTo("null");
        assertThat(invoke("tricks", "environment TMPDIR")).startsWith(folder.toString());
    }

    @Test
    void invoke_anExceptionIsAFunctionError() throws Exception {
        InvokeOutcome outcome = outcome("tricks", "fail no such model");

        assertThat(outcome).isInstanceOfSatisfying(FunctionError.class, error -> {
            assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
            assertThat(error.message()).isEqualTo("no such model");
            assertThat(new String(error.payload(), StandardCharsets.UTF_8)).contains("stackTrace");
        });
    }

    @Test
    void invoke_anExceptionFromDeepDownLeavesTheChildAlive() throws Exception {
        String before = invoke("doomed", "pid");

        InvokeOutcome outcome = outcome("doomed", "fall 900");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        FunctionError.class,
                        error -> assertThat(error.message()).isEqualTo("at the bottom"));
        assertThat(invoke("doomed", "pid")).isEqualTo(before);
    }

    @Test
    void invoke_timeoutEndsTheChildAndTheNextIsServed() throws Exception {
        String before = invoke("hasty", "pid");

        assertThat(outcome("hasty", "hang")).isEqualTo(new TimedOut(Duration.ofMillis(700)));

        assertThat(invoke("hasty", "pid")).isNotEqualTo(before);
        LINES.await("hasty", line -> line.endsWith(" Task timed out after 0.70 seconds"));
        LINES.await("hasty", line -> line.startsWith("REPORT ") && line.endsWith("\tStatus: timeout"));
    }

    @Test
    void invoke_aKilledChildIsACrashAndTheNextIsServed() throws Exception {
        CompletableFuture<InvokeOutcome> hanging = submit("doomed", "hang");
        String pid =
                LINES.await("doomed", line -> line.startsWith("hanging in ")).replace("hanging in ", "");

        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();

        assertThat(hanging.get()).isEqualTo(new Crashed(137, "Runtime exited with error: signal: killed"));
        assertThat(invoke("doomed", "echo again")).isEqualTo("again");
    }

    @Test
    void invoke_aChildThatExitsIsACrash() throws Exception {
        assertThat(outcome("doomed", "leave 3")).isEqualTo(new Crashed(3, "Runtime exited with error: exit status 3"));
    }

    @Test
    void invoke_payloadsUpToTheLimitPassBothWays() throws Exception {
        int most = 6_291_556;

        assertThat(invoke("tricks", "length " + "x".repeat(most - 7))).isEqualTo(Integer.toString(most - 7));
        assertThat(outcome("tricks", "length " + "x".repeat(most - 6)))
                .isEqualTo(new TooLarge(Direction.EVENT, new ByteCount(most + 1)));
        assertThat(invoke("tricks", "large " + most)).hasSize(most);
        assertThat(outcome("tricks", "large " + (most + 1)))
                .isEqualTo(new TooLarge(Direction.ANSWER, new ByteCount(most + 1)));
        assertThat(invoke("tricks", "echo still here")).isEqualTo("still here");
    }

    @Test
    void invoke_aFunctionThatCannotStartSaysWhy() throws Exception {
        InvokeOutcome outcome = outcome("broken", "echo");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        FunctionError.class,
                        error -> assertThat(error.message()).contains("no table is named"));
        assertThat(lambda.awaitReady("broken", 1, Duration.ZERO))
                .isInstanceOfSatisfying(
                        Readiness.Failed.class,
                        failed -> assertThat(failed.lastLines()).contains("looking for the table"));
        LINES.await("broken", line -> line.startsWith("INIT_REPORT Init Duration: "));
    }

    @Test
    void log_hasTheLinesOfLambda() throws Exception {
        String id = invoke("tricks", "context").split(" ", -1)[0];

        LINES.await("tricks", line -> line.equals("START RequestId: " + id + " Version: $LATEST"));
        LINES.await("tricks", line -> line.equals("END RequestId: " + id));
        assertThat(LINES.await("tricks", line -> line.startsWith("REPORT RequestId: " + id)))
                .matches(
                        "REPORT RequestId: \\S+\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: 256 MB"
                                + "\tMax Memory Used: \\d+ MB(\tInit Duration: \\d+\\.\\d\\d ms)?\t");
        assertThat(folder.resolve("cloud/logs/tricks.log")).content().contains("END RequestId: " + id);
    }

    private static String invoke(String function, String event) throws InterruptedException {
        return text(outcome(function, event));
    }

    private static InvokeOutcome outcome(String function, String event) throws InterruptedException {
        return lambda.invoke(function, event.getBytes(StandardCharsets.UTF_8), TIMEOUT);
    }

    private static CompletableFuture<InvokeOutcome> submit(String function, String event) {
        return lambda.submit(function, event.getBytes(StandardCharsets.UTF_8), TIMEOUT);
    }

    private static String text(InvokeOutcome outcome) {
        assertThat(outcome).isInstanceOf(Answered.class);
        return new String(((Answered) outcome).payload(), StandardCharsets.UTF_8);
    }

    static LambdaSettings settings(Path folder) {
        Map<String, String> inherited = Map.of("SECRET_OF_THE_PARENT", "x", "PATH", System.getenv("PATH"));
        return new LambdaSettings(
                folder, folder, TIMEOUT, inherited, LINES, InstantSource.system(), new SecureRandom());
    }

    static FunctionDefinition function(String name, Path code, Class<?> handler, Duration timeout) {
        return new FunctionDefinition(
                name,
                "arn:aws:lambda:us-east-1:000000000000:function:" + name,
                handler.getName(),
                code,
                256,
                timeout,
                Map.of("GREETING", "hello"),
                name.equals("tricks") ? 2 : 1,
                Start.ON_DEMAND);
    }
}
