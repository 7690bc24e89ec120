package farebox.kernel;

/** The request or its answer is larger than the way it came allows. */
public final class TooLarge extends Failure {
    private static final long serialVersionUID = 1L;

    public TooLarge(String detail) {
        super(detail);
    }
}
