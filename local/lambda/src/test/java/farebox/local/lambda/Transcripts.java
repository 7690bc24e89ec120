package farebox.local.lambda;

import farebox.kernel.ByteCount;
import farebox.local.http.WebLimits;
import farebox.local.http.WebServer;
import farebox.local.lambda.FunctionDefinition.Start;
import farebox.local.lambda.conformance.ScriptedRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** What one and the same runtime, and the caller of its function, see of a Runtime API: every script, line by line. */
final class Transcripts {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final WebLimits LIMITS = new WebLimits(ByteCount.ofMebibytes(64), ByteCount.ofMebibytes(2));

    private final Path folder;

    /** @param folder for files that the runtimes write */
    Transcripts(Path folder) {
        this.folder = folder;
    }

    Map<RuntimeScript, List<String>> onTheEmulator() throws IOException, InterruptedException {
        Path transcript = folder.resolve("official.txt");
        Map<RuntimeScript, List<String>> lines = new EnumMap<>(RuntimeScript.class);
        try (RuntimeInterfaceEmulator emulator = RuntimeInterfaceEmulator.start(
                command(transcript), Files.createDirectories(folder.resolve("official")))) {
            for (RuntimeScript script : RuntimeScript.values()) {
                String seen = emulator.invoke(script.event());
                lines.put(script, of(script, transcript, shown(seen)));
            }
        }
        return lines;
    }

    Map<RuntimeScript, List<String>> onTheLaptop() throws IOException, InterruptedException {
        Path transcript = folder.resolve("ours.txt");
        Map<RuntimeScript, List<String>> lines = new EnumMap<>(RuntimeScript.class);
        Map<String, FunctionPool> pools = new ConcurrentHashMap<>();
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
        try (WebServer server = WebServer.start("runtime-api", 0, LIMITS, new RuntimeApi(pools));
                FunctionPool pool = pool(server, transcript, timers)) {
            pools.put("f", pool);
            for (RuntimeScript script : RuntimeScript.values()) {
                InvokeOutcome seen = pool.submit(script.event().getBytes(StandardCharsets.UTF_8), TIMEOUT)
                        .outcome()
                        .join();
                lines.put(script, of(script, transcript, shown(seen)));
            }
        } finally {
            timers.shutdownNow();
        }
        return lines;
    }

    private FunctionPool pool(WebServer server, Path transcript, ScheduledThreadPoolExecutor timers)
            throws IOException {
        FunctionDefinition function = new FunctionDefinition(
                "f",
                "arn:aws:lambda:us-east-1:000000000000:function:f",
                "none",
                folder,
                256,
                TIMEOUT,
                Map.of(),
                1,
                Start.ON_DEMAND);
        LambdaSettings settings = new LambdaSettings(
                folder.resolve("cloud"),
                folder.resolve("shared"),
                TIMEOUT,
                Map.of(),
                _ -> {},
                InstantSource.system(),
                new SecureRandom());
        Files.createDirectories(folder.resolve("cloud/logs"));
        Launcher launcher = (executionEnvironment, output, ended) -> {
            ProcessBuilder command = new ProcessBuilder(command(transcript)).redirectErrorStream(true);
            command.environment()
                    .put("AWS_LAMBDA_RUNTIME_API", RuntimeApi.address(server.port(), "f", executionEnvironment));
            return ExecutionEnvironmentProcess.start(command, output, ended);
        };
        return new FunctionPool(function, settings, launcher, new Timing(settings.clock(), timers));
    }

    private static List<String> command(Path transcript) {
        Path classes = Path.of(ScriptedRuntime.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return List.of(
                ExecutionEnvironmentCommand.java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes.toString(),
                ScriptedRuntime.class.getName(),
                transcript.toString());
    }

    /** Waits until the runtime is through with the script, and takes what it wrote. */
    private static List<String> of(RuntimeScript script, Path transcript, String seen)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        List<String> written = Files.readAllLines(transcript);
        while (!written.contains("done")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(script + " did not come to its end: " + written);
            }
            Thread.onSpinWait();
            written = Files.readAllLines(transcript);
        }
        Files.writeString(transcript, "");
        List<String> lines = new ArrayList<>(written);
        lines.removeIf("done"::equals);
        lines.add("the caller sees " + seen);
        return lines;
    }

    private static String shown(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.Answered answered -> shown(new String(answered.payload(), StandardCharsets.UTF_8));
            case InvokeOutcome.FunctionError error -> shown(new String(error.payload(), StandardCharsets.UTF_8));
            case InvokeOutcome.TooLarge _ -> "Function.ResponseSizeTooLarge";
            case InvokeOutcome.TimedOut _,
                    InvokeOutcome.Crashed _,
                    InvokeOutcome.Throttled _,
                    InvokeOutcome.StillRunning _ -> outcome.toString();
        };
    }

    private static String shown(String payload) {
        if (payload.contains("Function.ResponseSizeTooLarge")) {
            return "Function.ResponseSizeTooLarge";
        }
        return payload.length() > 100 ? payload.length() + " bytes" : payload;
    }
}
