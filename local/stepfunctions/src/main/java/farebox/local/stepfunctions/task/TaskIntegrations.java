package farebox.local.stepfunctions.task;

import java.util.concurrent.CompletionStage;

/** Port: the services that Task states call. */
public interface TaskIntegrations {
    /** Whether the resource can be called; a definition with another one is refused. */
    boolean supports(TaskResource resource);

    /**
     * Calls the service, without blocking the caller.
     *
     * @return the response; for a {@code .sync} resource the description of the job after it has ended; for a
     *     {@code .waitForTaskToken} resource the response to the request that carries the token
     */
    CompletionStage<TaskOutcome> start(TaskRequest request);

    /** Stops, as far as possible, the job of a {@code .sync} resource whose state has timed out or been aborted. */
    void stop(TaskRequest request);
}
