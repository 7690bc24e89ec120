package farebox.local.host;

/** An error that the service's API documents. Its code is the name by which a client of the AWS SDK knows it. */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public ServiceException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The name of the error, such as {@code ExecutionDoesNotExist}. */
    public String code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
