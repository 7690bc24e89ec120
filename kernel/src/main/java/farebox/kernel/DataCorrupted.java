package farebox.kernel;

/** Stored data is not what was stored, and a second fetch did not mend it. */
public final class DataCorrupted extends Failure {
    private static final long serialVersionUID = 1L;

    public DataCorrupted(String detail) {
        super(detail);
    }

    public DataCorrupted(String detail, Throwable cause) {
        super(detail, cause);
    }
}
