package farebox.local.gateway;

/** Something a request has to pass before a function is called. */
@FunctionalInterface
interface Gate {
    Passage pass(Exchange exchange) throws InterruptedException;

    /** Whether it passed, with what was learnt about it on the way. */
    sealed interface Passage {
        Exchange exchange();

        record Open(Exchange exchange) implements Passage {}

        record Closed(Exchange exchange, Refusal refusal) implements Passage {}
    }
}
