package farebox.kernel;

/** The public part of a key: eight letters or digits that may be logged and shown. */
public record KeyId(String value) {
    private static final int LENGTH = 8;

    /** @throws InvalidRequest if the value has another form */
    public KeyId {
        if (value.length() != LENGTH || !value.chars().allMatch(KeyId::isLetterOrDigit)) {
            throw new InvalidRequest("a key id has 8 letters or digits", "key");
        }
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
