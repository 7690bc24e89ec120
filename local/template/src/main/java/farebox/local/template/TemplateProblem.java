package farebox.local.template;

/** The template cannot be used. The message is one line: file, line of the file, and what is wrong with what. */
public final class TemplateProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateProblem(SourceLocation location, String what) {
        super(location + ": " + what.replaceAll("\\s*\\R\\s*", " "));
    }

    /** Nothing in the file is wrong, but what was asked of it, such as a parameter that it does not have. */
    public TemplateProblem(String file, String what) {
        super(file + ": " + what);
    }

    /** The one line. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
