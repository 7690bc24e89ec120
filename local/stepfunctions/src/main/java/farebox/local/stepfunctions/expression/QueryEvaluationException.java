package farebox.local.stepfunctions.expression;

/** An expression that cannot be compiled, or that has no usable value: {@code States.QueryEvaluationError}. */
public final class QueryEvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueryEvaluationException(String message) {
        super(message);
    }

    QueryEvaluationException(String message, Throwable cause) {
        super(message, cause);
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
