package farebox.kernel;

/** The tenant's prepaid credit does not cover the request; waiting does not help, a grant of credit does. */
public final class PaymentRequired extends Failure {
    private static final long serialVersionUID = 1L;

    public PaymentRequired(String detail) {
        super(detail);
    }
}
