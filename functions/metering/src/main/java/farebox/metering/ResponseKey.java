package farebox.metering;

/** The place of one stored answer: each attempt has its own, so that none overwrites what another's event points to. */
public record ResponseKey(String value) {
    static ResponseKey of(EventId event, AttemptId attemptId) {
        return new ResponseKey("answers/" + event.tenant() + "/" + event.local() + "/" + attemptId.value());
    }
}
