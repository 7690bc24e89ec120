package farebox.queue;

/**
 * A message that could not be handled.
 *
 * @param messageId which the function's log names
 * @param code the type of the last error
 * @param reason the message of the last error
 */
public record DeadLetter(String messageId, String body, int receives, String code, String reason) {}
