package farebox.training.container;

import farebox.training.TrainTable;
import farebox.training.data.DataLimits;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.boosting.GradientBoostingFamily;
import farebox.training.tabular.linear.LinearFamily;
import farebox.training.tabular.linear.LogisticFamily;
import farebox.training.tabular.linear.RidgeFamily;
import farebox.training.tabular.svm.SvmFamily;
import farebox.training.tabular.tree.DecisionTreeFamily;
import farebox.training.tabular.tree.RandomForestFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
                families(),
                DataLimits.ofHeap(machine.maxMemory()),
                machine.availableProcessors(),
                InstantSource.system());
    }

    /** The simpler ones first. */
    private static List<TabularFamily> families() {
        return List.of(
                new LinearFamily(),
                new RidgeFamily(),
                new LogisticFamily(),
                new SvmFamily(),
                new RandomForestFamily(),
                new GradientBoostingFamily(),
                new DecisionTreeFamily());
    }
}
