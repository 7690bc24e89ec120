package farebox.kernel;

/** The id the gateway gave to one HTTP request; a client cannot choose it. */
public record RequestId(String value) {
    public RequestId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a request id is not blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
