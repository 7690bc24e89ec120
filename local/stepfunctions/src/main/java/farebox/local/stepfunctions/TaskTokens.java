package farebox.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.host.ServiceException;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.task.TaskOutcome;

/** What the holder of a task's token reports. */
public final class TaskTokens {
    private static final int MAX_LENGTH = 2_048;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Engine engine;

    TaskTokens(Engine engine) {
        this.engine = engine;
    }

    /**
     * @param output JSON
     * @throws ServiceException {@code InvalidToken}, {@code InvalidOutput}, {@code TaskTimedOut}
     */
    public void succeed(String token, String output) {
        check(token);
        try {
            require(engine.complete(token, new TaskOutcome.Succeeded(JSON.readTree(output))));
        } catch (JsonProcessingException e) {
            throw new ServiceException("InvalidOutput", "Invalid Output: '" + e.getOriginalMessage() + "'");
        }
    }

    /** @throws ServiceException {@code InvalidToken}, {@code TaskTimedOut} */
    public void fail(String token, String error, String cause) {
        check(token);
        require(engine.complete(token, new TaskOutcome.Failed(error, cause)));
    }

    /** @throws ServiceException {@code InvalidToken}, {@code TaskTimedOut} */
    public void heartbeat(String token) {
        check(token);
        require(engine.heartbeat(token));
    }

    private static void check(String token) {
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            throw new ServiceException("InvalidToken", "Invalid Token: 'Invalid token'");
        }
    }

    private static void require(boolean waited) {
        if (!waited) {
            throw new ServiceException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
        }
    }
}
