package farebox.local.apigateway;

/** Something a request has to pass before a function is called. */
@FunctionalInterface
interface Filter {
    FilterResult pass(RequestContext context) throws InterruptedException;

    /** Whether it passed, with what was learnt about it on the way. */
    sealed interface FilterResult {
        RequestContext context();

        record Passed(RequestContext context) implements FilterResult {}

        record Stopped(RequestContext context, GatewayError error) implements FilterResult {}
    }
}
