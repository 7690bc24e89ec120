package farebox.local.stepfunctions.interpreter;

/** An error of the state that is being run. */
final class StateFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;

    StateFailure(String error, String cause) {
        super(cause);
        this.error = error;
    }

    String error() {
        return error;
    }

    String cause() {
        return String.valueOf(getMessage());
    }
}
