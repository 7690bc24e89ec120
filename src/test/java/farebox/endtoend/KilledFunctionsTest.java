package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The process of a function is killed while a run needs it. */
@ExtendWith(StackExtension.class)
@Tag("emulator")
final class KilledFunctionsTest {
    private static final Duration RUN = Duration.ofMinutes(2);
    private static final String TASKS = "TrainingTasksFunction";

    @Test
    void runWhoseStepsAreKilled_takesThemAgain(EmulatorStack emulator) {
        UploadedTraining training = UploadedTraining.of(emulator.operator());
        training.upload(UploadedTraining.lines(), "\"family\": \"logistic\", \"seed\": 4");
        Await.settles(() -> emulator.children(TASKS).isEmpty(), false, RUN);
        List<Long> killed = emulator.children(TASKS);

        killed.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).forEach(ProcessHandle::destroyForcibly);

        Await.settles(() -> training.champion().isPresent(), true, RUN);
        assertThat(emulator.children(TASKS)).isNotEmpty().doesNotContainAnyElementsOf(killed);
    }
}
