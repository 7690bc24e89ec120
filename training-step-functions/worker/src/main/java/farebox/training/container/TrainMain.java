package farebox.training.container;

import farebox.training.TrainTable;
import farebox.training.data.DataLimits;
import farebox.training.neural.family.NeuralFamilies;
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
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The {@code train} entry point. SIGTERM asks the training to end with the model so far. */
public final class TrainMain {
    /** SageMaker kills a job this long after SIGTERM. */
    private static final long GRACE_SECONDS = 110;

    private TrainMain() {}

    public static void main(String[] arguments) throws IOException {
        ContainerPaths paths = ContainerPaths.from(System.getenv());
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> waitFor(finished, interrupted), "terminate"));
        Files.createDirectories(paths.model());
        int code;
        try {
            code = new TrainingJob(paths, trainTable(), System.out, InstantSource.system()).run(interrupted::get);
        } finally {
            finished.countDown();
        }
        System.exit(code);
    }

    private static void waitFor(CountDownLatch finished, AtomicBoolean interrupted) {
        interrupted.set(true);
        try {
            if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.out.println("the training did not end in " + GRACE_SECONDS + " s after SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        Stream<TabularFamily> tabular = Stream.of(
                new LinearFamily(),
                new RidgeFamily(),
                new LogisticFamily(),
                new SvmFamily(),
                new RandomForestFamily(),
                new GradientBoostingFamily(),
                new DecisionTreeFamily());
        return Stream.concat(tabular, NeuralFamilies.all().stream()).toList();
    }
}
