package farebox.training.pipeline;

/** Port: bills the seconds of a training, once for each run however often it is called. */
@FunctionalInterface
public interface MeterTraining {
    void run(PipelineRun run, long seconds);
}
