package farebox.metering;

/** The place of one stored answer: each attempt has its own, so that none overwrites what another's event points to. */
public record AnswerPlace(String value) {
    static AnswerPlace of(EventId event, Attempt attempt) {
        return new AnswerPlace("answers/" + event.tenant() + "/" + event.local() + "/" + attempt.value());
    }
}
