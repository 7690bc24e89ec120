package farebox.metering.idempotency;

/**
 * The name of work that is billed although no request waits for it, such as {@code training/job-7} or
 * {@code batch/b-3/row-12}. It is unique within the tenant and the same each time the work is repeated.
 *
 * @param value 1 to 128 visible ASCII characters
 */
public record WorkName(String value) {
    private static final int MAX_LENGTH = 128;

    public WorkName {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("a work name has 1 to 128 visible ASCII characters: " + value);
        }
    }
}
