package farebox.metering.rollup;

/**
 * The place of a record in its stream shard: a number of up to 999 digits, more than any primitive holds.
 *
 * @param digits without leading zeros
 */
public record SequenceNumber(String digits) implements Comparable<SequenceNumber> {
    private static final int LENGTH_DIGITS = 3;
    private static final int MAX_LENGTH = 999;

    /** @throws IllegalArgumentException if the text is no such number */
    public SequenceNumber {
        digits = withoutLeadingZeros(digits);
        if (digits.isEmpty() || digits.length() > MAX_LENGTH || !isAllDigits(digits)) {
            throw new IllegalArgumentException("a sequence number has 1 to 999 digits: " + digits);
        }
    }

    /** @throws IllegalArgumentException if the text was not made by {@link #sortable()} */
    public static SequenceNumber ofSortable(String sortable) {
        return new SequenceNumber(sortable.substring(Math.min(LENGTH_DIGITS, sortable.length())));
    }

    /** A text whose alphabetical order is the order of the numbers: the count of digits in three, then the digits. */
    public String sortable() {
        String length = Integer.toString(digits.length());
        return "0".repeat(LENGTH_DIGITS - length.length()) + length + digits;
    }

    @Override
    public int compareTo(SequenceNumber other) {
        int byLength = Integer.compare(digits.length(), other.digits.length());
        return byLength != 0 ? byLength : digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return digits;
    }

    private static String withoutLeadingZeros(String text) {
        int first = 0;
        while (first < text.length() - 1 && text.charAt(first) == '0') {
            first++;
        }
        return text.substring(first);
    }

    /** A loop, since it runs for every record of the stream. */
    private static boolean isAllDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
