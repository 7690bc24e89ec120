package farebox.local.sagemaker;

import farebox.local.sagemaker.process.TrainingProcesses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Programs that end when a test says so. */
final class FakeProcesses implements TrainingProcesses {
    private final List<Fake> started = new ArrayList<>();
    private int leftoversEnded;

    @Override
    public boolean knows(String image) {
        return image.startsWith("trainer");
    }

    @Override
    public TrainingProcess start(String image, Path folder, Path log, Map<String, String> environment) {
        Fake process = new Fake(folder, log, Map.copyOf(environment));
        started.add(process);
        return process;
    }

    @Override
    public void endLeftover(Path folder) {
        leftoversEnded++;
    }

    List<Fake> started() {
        return started;
    }

    int leftoversEnded() {
        return leftoversEnded;
    }

    static final class Fake implements TrainingProcess {
        private final Path folder;
        private final Path log;
        private final Map<String, String> environment;
        private final CompletableFuture<Integer> exit = new CompletableFuture<>();
        private final List<String> signals = new ArrayList<>();

        private Fake(Path folder, Path log, Map<String, String> environment) {
            this.folder = folder;
            this.log = log;
            this.environment = environment;
        }

        Path folder() {
            return folder;
        }

        Path log() {
            return log;
        }

        Map<String, String> environment() {
            return environment;
        }

        List<String> signals() {
            return signals;
        }

        void end(int status) {
            exit.complete(status);
        }

        @Override
        public CompletionStage<Integer> exit() {
            return exit;
        }

        @Override
        public void terminate() {
            signals.add("TERM");
        }

        @Override
        public void kill() {
            signals.add("KILL");
            exit.complete(137);
        }
    }
}
