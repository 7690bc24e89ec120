package farebox.kernel;

/** Stored data is not what was stored, and a second fetch did not mend it. */
public final class Corrupt extends Failure {
    private static final long serialVersionUID = 1L;

    public Corrupt(String detail) {
        super(detail);
    }

    public Corrupt(String detail, Throwable cause) {
        super(detail, cause);
    }
}
