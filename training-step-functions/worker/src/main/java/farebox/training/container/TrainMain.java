package farebox.training.container;

import farebox.training.TabularFamilies;
import farebox.training.TrainTable;
import farebox.training.data.DataLimits;
import farebox.training.neural.job.TrainImages;
import farebox.training.progress.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.commons.io.output.TeeOutputStream;

/**
 * What the {@code train} script starts. Its log lines are kept as {@code training.log} beside the model, and beside the
 * checkpoints, which are copied to S3 while it trains, so that others can follow it.
 */
public final class TrainMain {
    private static final String LOG = "training.log";

    private TrainMain() {}

    public static void main(String[] arguments) {
        int code;
        try {
            code = run();
        } catch (RuntimeException | IOException | LinkageError e) {
            // Without this the JVM would end with 1, which says that the caller is at fault.
            e.printStackTrace();
            code = TrainingJob.FAILED;
        }
        System.exit(code);
    }

    /** Returns the exit code. */
    private static int run() throws IOException {
        ContainerPaths paths = ContainerPaths.from(System.getenv());
        StopSignal stop = Optional.ofNullable(System.getProperty("farebox.stop"))
                .<StopSignal>map(file -> new StopFile(Path.of(file)))
                .orElse(StopSignal.NEVER);
        Files.createDirectories(paths.outputData());
        Files.createDirectories(paths.checkpoints());
        try (OutputStream file = Files.newOutputStream(paths.outputData().resolve(LOG));
                OutputStream shown = Files.newOutputStream(
                        paths.checkpoints().resolve(LOG), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            OutputStream kept = new TeeOutputStream(file, shown);
            // Not closed, because standard output would be closed with it.
            PrintStream out = new PrintStream(new TeeOutputStream(System.out, kept), true, StandardCharsets.UTF_8);
            int code = new TrainingJob(paths, trainings(), out, InstantSource.system()).run(stop);
            out.flush();
            return code;
        }
    }

    private static TrainingJob.Trainings trainings() {
        Runtime machine = Runtime.getRuntime();
        DataLimits limits = DataLimits.ofHeap(machine.maxMemory());
        InstantSource clock = InstantSource.system();
        return new TrainingJob.Trainings(
                new TrainTable(TabularFamilies.all(), limits, machine.availableProcessors(), clock),
                new TrainImages(limits, clock));
    }
}
