package farebox.training.testdata;

import farebox.training.data.DataLimits;
import farebox.training.data.Table;
import farebox.training.data.TableReader;
import farebox.training.spec.SpecReader;
import farebox.training.spec.TrainingSpec;
import java.nio.file.Files;
import java.nio.file.Path;

/** The examples that the repository carries. */
public final class Datasets {
    private Datasets() {}

    /** The folder of an example. */
    public static Path folder(String name) {
        Path folder = Path.of("..", "examples", name);
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("tests run in the folder of the module, not in "
                    + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    public static TrainingSpec spec(String name) {
        return new SpecReader().read(folder(name).resolve("training.json"));
    }

    public static Table table(String name) {
        TrainingSpec spec = spec(name);
        return new TableReader(DataLimits.ofHeap(1L << 30))
                .read(folder(name).resolve(spec.data().train()), spec.data().format(), spec.columns());
    }
}
