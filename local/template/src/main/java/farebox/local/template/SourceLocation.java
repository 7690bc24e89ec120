package farebox.local.template;

/** Where in a file something stands; lines count from 1. */
public record SourceLocation(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
