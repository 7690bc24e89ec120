package farebox.local.stepfunctions.definition;

/** A definition that breaks the language's rules, or that uses a part of it that is not supported here. */
public final class InvalidDefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param path a JSON pointer to the place */
    InvalidDefinitionException(String message, String path) {
        super(message + " at " + (path.isEmpty() ? "/" : path));
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
