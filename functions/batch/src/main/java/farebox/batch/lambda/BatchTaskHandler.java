package farebox.batch.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import farebox.kernel.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** A task of the state machine in {@code statemachine/batch.asl.json}. */
public final class BatchTaskHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /** What storing the results of a chunk takes at most. */
    private static final Duration STORE_TIME = Duration.ofSeconds(5);

    private final BatchTasks tasks;
    private final InstantSource clock = InstantSource.system();

    /** Called by Lambda. */
    public BatchTaskHandler() {
        this(BatchTaskWiring.of(System.getenv()));
    }

    BatchTaskHandler(BatchTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(STORE_TIME);
        return tasks.run(input, Deadline.after(left, clock));
    }
}
