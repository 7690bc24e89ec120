package farebox.batch;

import java.util.Locale;

/**
 * S3's order of the events of one key: of two, the later has the greater sequencer. Sequencers are compared as
 * hexadecimal digits after the shorter is filled up with zeros on its right.
 *
 * @param digits empty where the event has none, before all others
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">S3</a>
 */
public record Sequencer(String digits) implements Comparable<Sequencer> {
    private static final int MAX_DIGITS = 64;

    /** @throws IllegalArgumentException if it is longer than any of S3's */
    public Sequencer {
        if (digits.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("a sequencer has at most " + MAX_DIGITS + " digits");
        }
    }

    /** A text of one length for all, whose alphabetical order is that of the sequencers. */
    public String sortable() {
        return digits.toUpperCase(Locale.ROOT) + "0".repeat(MAX_DIGITS - digits.length());
    }

    @Override
    public int compareTo(Sequencer other) {
        return sortable().compareTo(other.sortable());
    }
}
