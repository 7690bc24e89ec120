package farebox.local.stepfunctions.task;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One attempt of a Task state.
 *
 * @param id unique to the attempt, and the same when it is resumed; usable as an idempotency key
 * @param executionArn whose state it is
 * @param arguments what the state sends
 * @param resumed whether this process has been restarted since the attempt began, so that the service may have seen it
 */
public record TaskRequest(String id, String executionArn, TaskResource resource, JsonNode arguments, boolean resumed) {}
