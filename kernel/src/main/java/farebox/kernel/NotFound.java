package farebox.kernel;

/** There is no such thing, or it belongs to another tenant, which must look the same. */
public final class NotFound extends Failure {
    private static final long serialVersionUID = 1L;

    /** The code of a missing thing whose kind has no name of its own. */
    public static final String NOT_FOUND = "not_found";

    private final String code;

    public NotFound(String detail) {
        this(detail, NOT_FOUND);
    }

    /** @param code a stable name of what is missing, such as {@code model_not_found} */
    public NotFound(String detail, String code) {
        super(detail);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
