package farebox.training.container;

import farebox.kernel.InvalidRequest;
import farebox.training.TrainTable;
import farebox.training.TrainingResult;
import farebox.training.neural.job.TextSpec;
import farebox.training.neural.job.TrainImages;
import farebox.training.neural.job.TrainTexts;
import farebox.training.progress.Deadline;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.NoteAdded;
import farebox.training.progress.StopSignal;
import farebox.training.spec.SpecReader;
import farebox.training.spec.TrainingSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One training job in a container: the channel {@code training} holds the data, and {@code training.json} unless a
 * channel {@code spec} does; hyperparameters override fields of the spec.
 */
final class TrainingJob {
    /** Done: a model lies in the model folder. */
    static final int SUCCEEDED = 0;

    /** The caller's spec or data is at fault, or the model is not good enough; trying again changes nothing. */
    static final int REFUSED = 1;

    /** A fault of the worker or its machine. */
    static final int FAILED = 2;

    private static final int MAX_FAILURE = 1_024;
    private static final String SPEC = "training.json";
    private static final String DATA = "training";

    /** What the percentage of a training from texts is reckoned from where the spec has no budget. */
    private static final Duration TEXT_BUDGET = Duration.ofHours(1);

    private final ContainerPaths paths;
    private final TrainTable trainTable;
    private final TrainImages trainImages;
    private final PrintStream out;
    private final InstantSource clock;

    TrainingJob(ContainerPaths paths, Trainings trainings, PrintStream out, InstantSource clock) {
        this.paths = paths;
        this.trainTable = trainings.table();
        this.trainImages = trainings.images();
        this.out = out;
        this.clock = clock;
    }

    /** What trains on data that needs limits. */
    record Trainings(TrainTable table, TrainImages images) {}

    /** Returns the exit code; a code other than 0 leaves its reason in the failure file. */
    int run(StopSignal interrupted) throws IOException {
        try {
            Files.createDirectories(paths.model());
            String json = text(specFile());
            return finish(TextSpec.isOne(json) ? trainTexts(json, interrupted) : train(json, interrupted));
        } catch (InvalidRequest e) {
            return fail(e.detail(), REFUSED);
        } catch (RuntimeException | IOException | LinkageError | OutOfMemoryError e) {
            // Without this the JVM would end with 1, which says that the caller is at fault.
            e.printStackTrace(out);
            return fail("the worker failed: " + e, FAILED);
        }
    }

    private Path specFile() {
        Path separate = paths.channel("spec").resolve(SPEC);
        return Files.exists(separate) ? separate : paths.channel(DATA).resolve(SPEC);
    }

    private TrainingResult train(String json, StopSignal interrupted) {
        TrainingSpec spec = new SpecReader().read(json, SPEC);
        LogLines lines = new LogLines(out, clock, spec.budget().time());
        noteInstance(spec.budget().instance(), lines);
        Path folder = paths.channel(DATA);
        Optional<Path> checkpoints = Optional.of(paths.checkpoints());
        return spec.image().isPresent()
                ? trainImages.run(new TrainImages.Request(spec, folder, lines, interrupted, checkpoints))
                : trainTable.run(new TrainTable.Request(spec, folder, lines, interrupted, checkpoints));
    }

    private TrainingResult trainTexts(String json, StopSignal interrupted) {
        TextSpec spec = TextSpec.read(json);
        LogLines lines = new LogLines(out, clock, spec.time().orElse(TEXT_BUDGET));
        noteInstance(spec.budget().instance(), lines);
        StopSignal stop = spec.time()
                .<StopSignal>map(time -> new Deadline(interrupted, clock, time))
                .orElse(interrupted);
        StopSignal searchStop = spec.time()
                .<StopSignal>map(time -> Deadline.ofSearch(interrupted, clock, time))
                .orElse(interrupted);
        return new TrainTexts(lines, stop, searchStop, Optional.of(paths.checkpoints())).run(spec, paths.channel(DATA));
    }

    private static void noteInstance(Optional<String> instance, Progress progress) {
        instance.map(type -> new NoteAdded(
                        "budget.instance",
                        "%s is what the pipeline tries first; this process takes the machine that it runs on"
                                .formatted(type)))
                .ifPresent(progress::report);
    }

    private String text(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new InvalidRequest("there is no %s in the channel training or spec".formatted(SPEC));
        }
        return Hyperparameters.override(Files.readString(file), Hyperparameters.read(paths.hyperparameters()), SPEC);
    }

    private int finish(TrainingResult result) throws IOException {
        return switch (result) {
            case TrainingResult.Trained trained -> {
                if (trained.predictions().isPresent()) {
                    ModelFolder.writePredictions(trained.predictions().get(), paths.outputData());
                }
                ModelFolder.write(trained, paths.model());
                yield SUCCEEDED;
            }
            case TrainingResult.NotPromoted refused -> {
                ModelFolder.writeCard(refused.card(), paths.outputData());
                yield fail("not_promoted: " + String.join("; ", refused.reasons()), REFUSED);
            }
        };
    }

    private int fail(String reason, int code) throws IOException {
        out.println(reason);
        Files.createDirectories(paths.failure().getParent());
        Files.writeString(paths.failure(), reason.substring(0, Math.min(MAX_FAILURE, reason.length())));
        return code;
    }
}
