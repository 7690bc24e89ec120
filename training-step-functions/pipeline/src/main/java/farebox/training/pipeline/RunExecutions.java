package farebox.training.pipeline;

/** The executions of the state machine, one for each run. */
public interface RunExecutions {
    /** Starts the execution of a run; does nothing if it was started before. */
    void start(PipelineRun run);

    /** Stops the execution of a run and every training job that it has under way; does nothing if there is none. */
    void stop(PipelineRun run);
}
