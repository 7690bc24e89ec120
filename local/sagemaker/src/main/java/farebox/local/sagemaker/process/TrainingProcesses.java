package farebox.local.sagemaker.process;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Port: starts what an image would run. */
public interface TrainingProcesses {
    /** Whether there is a program for the image. */
    boolean knows(String image);

    /**
     * Starts the image's program.
     *
     * @param folder the root of the container contract, given to the program as {@code SAGEMAKER_BASE_DIR}
     * @param log the file for its output, which is added to
     */
    TrainingProcess start(String image, Path folder, Path log, Map<String, String> environment);

    /** Ends the program that an earlier process of the emulator has left behind in the folder, if there is one. */
    void endLeftover(Path folder);

    /** A program on its way. */
    interface TrainingProcess {
        /** Its exit status once it has ended; 128 and the signal's number if a signal ended it. */
        CompletionStage<Integer> exit();

        /** Sends SIGTERM. */
        void terminate();

        /** Sends SIGKILL. */
        void kill();
    }
}
