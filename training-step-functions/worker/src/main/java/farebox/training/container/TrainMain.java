package farebox.training.container;

import farebox.training.TabularFamilies;
import farebox.training.TrainTable;
import farebox.training.data.DataLimits;
import farebox.training.progress.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** What the {@code train} script starts. */
public final class TrainMain {
    private TrainMain() {}

    public static void main(String[] arguments) throws IOException {
        ContainerPaths paths = ContainerPaths.from(System.getenv());
        StopSignal stop = Optional.ofNullable(System.getProperty("farebox.stop"))
                .<StopSignal>map(file -> new StopFile(Path.of(file)))
                .orElse(StopSignal.NEVER);
        Files.createDirectories(paths.model());
        System.exit(new TrainingJob(paths, trainTable(), System.out, InstantSource.system()).run(stop));
    }

    private static TrainTable trainTable() {
        Runtime machine = Runtime.getRuntime();
        return new TrainTable(
                TabularFamilies.all(),
                DataLimits.ofHeap(machine.maxMemory()),
                machine.availableProcessors(),
                InstantSource.system());
    }
}
