package farebox.local.lambda.sample;

import farebox.local.lambda.FunctionDefinition;
import farebox.local.lambda.FunctionDefinition.Start;
import farebox.local.lambda.InvokeOutcome;
import farebox.local.lambda.LambdaSettings;
import farebox.local.lambda.LocalLambda;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A local emulator in a process of its own, to be killed: one child waits, one is busy for ever. */
public final class EmulatorProcess {
    private EmulatorProcess() {}

    /** @param arguments the code's folder and the cloud's; the children's process ids are printed in one line */
    public static void main(String[] arguments) throws Exception {
        Duration ages = Duration.ofMinutes(10);
        FunctionDefinition function = new FunctionDefinition(
                "f",
                "arn",
                ScriptedHandler.class.getName(),
                Path.of(arguments[0]),
                256,
                ages,
                Map.of(),
                2,
                Start.ON_DEMAND);
        CountDownLatch hanging = new CountDownLatch(1);
        LambdaSettings settings = new LambdaSettings(
                Path.of(arguments[1]),
                Path.of(arguments[1]),
                ages,
                Map.of(),
                line -> {
                    if (line.text().startsWith("hanging")) {
                        hanging.countDown();
                    }
                },
                InstantSource.system(),
                new SecureRandom());
        LocalLambda lambda = LocalLambda.start(List.of(function), settings);
        lambda.warm("f", 2);
        lambda.awaitReady("f", 2, ages);
        CompletableFuture<InvokeOutcome> never = lambda.submit("f", new byte[] {'h', 'a', 'n', 'g'}, ages);
        hanging.await();
        System.out.println(String.join(
                " ", lambda.children("f").stream().map(String::valueOf).toList()));
        never.join();
    }
}
