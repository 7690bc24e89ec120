package farebox.local.launcher;

import farebox.local.lambda.LocalLambda;
import farebox.local.template.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the classes of the functions and of the training program once the cloud is up, one after the other, so that
 * the next start is faster. Nothing waits for it, and nothing is lost if it is cut short. Of the emulators of a
 * checkout, one records at a time.
 */
final class ClassRecording implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClassRecording.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Events that a function runs whole without writing anything. */
    private static final Map<String, String> HARMLESS = Map.of(
            "InferenceFunction", "events/inference-models.json",
            "AuthorizerFunction", "events/authorizer-bearer-v1.json",
            "UsageFunction", "events/usage-caller.json",
            "BillingFunction", "events/billing-balance.json",
            "FilesFunction", "events/files-list.json",
            "BatchesFunction", "events/batches-list.json",
            "RollupFunction", "events/rollup-expired.json");

    private final Thread thread;

    private ClassRecording(Thread thread) {
        this.thread = thread;
    }

    static ClassRecording start(LocalLambda lambda, List<Deployment.Function> functions, TrainingProgram training) {
        return new ClassRecording(Thread.ofPlatform()
                .daemon()
                .name("class-recording")
                .start(() -> recordAlone(lambda, functions, training)));
    }

    private static void recordAlone(LocalLambda lambda, List<Deployment.Function> functions, TrainingProgram training) {
        try {
            SharedFolder.of(training.home()).runAlone(() -> {
                functions.forEach(function -> record(lambda, function, training.home()));
                record(training);
            });
        } catch (IOException e) {
            log.atWarn().setCause(e).log("classes were not recorded");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private static void record(TrainingProgram training) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            training.record(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.atWarn().setCause(e).log("classes of the training program were not recorded");
        }
    }

    private static void record(LocalLambda lambda, Deployment.Function function, Path home) {
        String event = HARMLESS.get(function.id());
        if (event == null || Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            lambda.train(function.name(), Files.readAllBytes(home.resolve(event)), LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.atWarn().addKeyValue("function", function.name()).setCause(e).log("classes were not recorded");
        }
    }
}
