package farebox.queue;

/**
 * What becomes of a message that fails. SQS moves one by itself when it has been received often enough, but cannot say
 * why it failed; so the function that fails at the last receive moves it. What ends the function, such as a timeout, is
 * left to SQS.
 *
 * @param maxReceives after which a message is a dead letter, as the queue has it
 */
public record RedrivePolicy(int maxReceives, DeadLetters deadLetters) {}
