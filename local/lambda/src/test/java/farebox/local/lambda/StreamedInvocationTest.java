package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.lambda.FunctionDefinition.Start;
import farebox.local.lambda.sample.StreamingHandler;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A function in a process of its own that streams through the real Runtime API. */
@Timeout(120)
class StreamedInvocationTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static LocalLambda lambda;

    @BeforeAll
    static void start() throws IOException {
        Path code = Packages.in(folder.resolve("code"), StreamingHandler.class);
        FunctionDefinition function = new FunctionDefinition(
                "f",
                "arn:aws:lambda:us-east-1:000000000000:function:f",
                StreamingHandler.class.getName(),
                code,
                256,
                TIMEOUT,
                Map.of(),
                1,
                Start.ON_DEMAND);
        lambda = LocalLambda.start(
                List.of(function),
                new LambdaSettings(
                        folder.resolve("cloud"),
                        folder.resolve("shared"),
                        TIMEOUT,
                        System.getenv(),
                        line -> {},
                        InstantSource.system(),
                        new SecureRandom()));
    }

    @AfterAll
    static void stop() {
        lambda.close();
    }

    @Test
    void pieces_comeWhileTheFunctionStillWrites() throws Exception {
        Path go = folder.resolve("go");
        StreamedInvocation invocation = stream("first\nawait " + go + "\nsecond");

        String first = text(invocation.next());
        Files.createFile(go);

        assertThat(first).isEqualTo("first");
        assertThat(rest(invocation)).isEqualTo("second");
        assertThat(invocation.outcome()).isInstanceOf(InvokeOutcome.Answered.class);
    }

    @Test
    void invoke_ofAFunctionThatStreams_hasTheWholeAnswer() throws Exception {
        assertThat(lambda.invoke("f", "one\ntwo".getBytes(StandardCharsets.UTF_8), TIMEOUT))
                .isInstanceOfSatisfying(
                        InvokeOutcome.Answered.class,
                        answered -> assertThat(new String(answered.payload(), StandardCharsets.UTF_8))
                                .isEqualTo("onetwo"));
    }

    @Test
    void functionThatDies_breaksItsAnswerOff_andTheNextOneIsServed() throws Exception {
        StreamedInvocation invocation = stream("first\ndie");

        assertThat(rest(invocation)).isEqualTo("first");
        // The end of its connection and its own end are seen in either order.
        assertThat(invocation.outcome())
                .isInstanceOfAny(InvokeOutcome.Crashed.class, InvokeOutcome.FunctionError.class);
        assertThat(rest(stream("alive"))).isEqualTo("alive");
    }

    @Test
    void connectionThatClosesAmidTheAnswer_isAnError() throws Exception {
        StreamedInvocation invocation = stream("first\nclose");

        assertThat(rest(invocation)).isEqualTo("first");
        assertThat(invocation.outcome())
                .isInstanceOfSatisfying(
                        InvokeOutcome.FunctionError.class,
                        error -> assertThat(error.type()).isEqualTo("Runtime.TruncatedResponse"));
    }

    @Test
    void trailersOfAnError_areTheOutcome() throws Exception {
        StreamedInvocation invocation = stream("first\ntrailer Lambda-Runtime-Function-Error-Type: Broken\n"
                + "trailer Lambda-Runtime-Function-Error-Body: eyJlcnJvck1lc3NhZ2UiOiJ3aHkifQ==");

        assertThat(rest(invocation)).isEqualTo("first");
        assertThat(invocation.outcome()).isInstanceOfSatisfying(InvokeOutcome.FunctionError.class, error -> {
            assertThat(error.type()).isEqualTo("Broken");
            assertThat(error.message()).isEqualTo("why");
        });
    }

    @Test
    void functionThatWritesNothingForTooLong_isStillRunning() throws Exception {
        Path go = folder.resolve("later");
        StreamedInvocation invocation =
                lambda.stream("f", ("await " + go).getBytes(StandardCharsets.UTF_8), Duration.ofMillis(1));

        assertThat(invocation.next()).isEmpty();
        assertThat(invocation.outcome())
                .isInstanceOfAny(InvokeOutcome.StillRunning.class, InvokeOutcome.Throttled.class);
        Files.createFile(go);
    }

    private static StreamedInvocation stream(String event) {
        return lambda.stream("f", event.getBytes(StandardCharsets.UTF_8), TIMEOUT);
    }

    private static String rest(StreamedInvocation invocation) throws InterruptedException {
        List<String> pieces = new ArrayList<>();
        for (Optional<byte[]> next = invocation.next(); next.isPresent(); next = invocation.next()) {
            pieces.add(text(next));
        }
        return String.join("", pieces);
    }

    private static String text(Optional<byte[]> piece) {
        return new String(piece.orElseThrow(), StandardCharsets.UTF_8);
    }
}
