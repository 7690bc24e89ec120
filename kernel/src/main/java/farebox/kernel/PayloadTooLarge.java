package farebox.kernel;

/** The request or its answer is larger than the way it came allows. */
public final class PayloadTooLarge extends Failure {
    private static final long serialVersionUID = 1L;

    public PayloadTooLarge(String detail) {
        super(detail);
    }
}
