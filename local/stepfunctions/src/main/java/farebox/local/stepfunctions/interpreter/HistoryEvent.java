package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One event of an execution's history.
 *
 * @param previous the id of the event that led to it; 0 for none
 * @param details the member that the API gives events of this type, such as {@code stateEnteredEventDetails}
 */
public record HistoryEvent(long id, long previous, Instant timestamp, String type, ObjectNode details) {}
