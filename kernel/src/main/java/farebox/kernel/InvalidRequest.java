package farebox.kernel;

import java.util.Optional;

/** The request can never be served as it is. */
public final class InvalidRequest extends Failure {
    private static final long serialVersionUID = 1L;

    /** The code of a request whose only fault has no name of its own. */
    public static final String INVALID_VALUE = "invalid_value";

    private final String param;
    private final String code;

    /** A request that is wrong as a whole. */
    public InvalidRequest(String detail) {
        this(detail, "", INVALID_VALUE);
    }

    /** A request with one wrong field. */
    public InvalidRequest(String detail, String param) {
        this(detail, param, INVALID_VALUE);
    }

    /**
     * @param param the field at fault, empty if the whole request is
     * @param code a stable name of the fault, such as {@code context_length_exceeded}
     */
    public InvalidRequest(String detail, String param, String code) {
        super(detail);
        this.param = param;
        this.code = code;
    }

    public Optional<String> param() {
        return param.isEmpty() ? Optional.empty() : Optional.of(param);
    }

    public String code() {
        return code;
    }
}
