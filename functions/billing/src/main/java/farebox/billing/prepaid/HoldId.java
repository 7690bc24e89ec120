package farebox.billing.prepaid;

/**
 * One attempt at one call.
 *
 * @param event the id under which the attempt records its event
 * @param attempt tells it from other attempts at the same call
 */
public record HoldId(String event, String attempt) {
    private static final char SEPARATOR = '~';

    public HoldId {
        if (event.isEmpty() || attempt.isEmpty() || attempt.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("a hold belongs to an attempt at an event: " + event + ", " + attempt);
        }
    }

    /** @throws IllegalArgumentException if the text was not made by {@link #value()} */
    public static HoldId read(String value) {
        int end = value.lastIndexOf(SEPARATOR);
        if (end < 0) {
            throw new IllegalArgumentException("not the id of a hold: " + value);
        }
        return new HoldId(value.substring(0, end), value.substring(end + 1));
    }

    public String value() {
        return event + SEPARATOR + attempt;
    }
}
