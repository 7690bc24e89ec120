package farebox.metering.idempotency;

/** The key of a stored response. Each attempt has its own, so that none overwrites what another's event refers to. */
public record ResponseKey(String value) {
    public static ResponseKey of(EventId event, AttemptId attempt) {
        return new ResponseKey("answers/" + event.tenant() + "/" + event.local() + "/" + attempt.value());
    }
}
