package farebox.cli.operator;

/** Something the person at the keyboard can mend: said in one line, exit code 2, no stack trace. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param line what is wrong and what to do */
    public UserError(String line) {
        super(line);
    }

    public UserError(String line, Throwable cause) {
        super(line, cause);
    }
}
