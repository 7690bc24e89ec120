package farebox.local.lambda;

import java.time.Instant;

/**
 * One line that a function wrote, or that Lambda wrote about it.
 *
 * @param stream names the execution environment, as the log stream does on AWS
 */
public record LogLine(Instant time, String function, String stream, String text) {}
