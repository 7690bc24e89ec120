package farebox.batch;

/** How many lines of a batch there are, were served, and failed. */
public record RequestCounts(int total, int completed, int failed) {
    public static final RequestCounts NONE = new RequestCounts(0, 0, 0);

    public RequestCounts plus(RequestCounts other) {
        return new RequestCounts(total + other.total, completed + other.completed, failed + other.failed);
    }

    RequestCounts withTotal(int lines) {
        return new RequestCounts(lines, completed, failed);
    }
}
