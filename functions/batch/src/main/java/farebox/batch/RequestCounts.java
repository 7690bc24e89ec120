package farebox.batch;

import java.util.Map;

/** How many lines of a batch there are, were served, and failed. */
public record RequestCounts(int total, int completed, int failed) {
    public static final RequestCounts NONE = new RequestCounts(0, 0, 0);

    public RequestCounts plus(RequestCounts other) {
        return new RequestCounts(total + other.total, completed + other.completed, failed + other.failed);
    }

    /** As OpenAI's batch object has it. */
    public Map<String, Integer> described() {
        return Map.of("total", total, "completed", completed, "failed", failed);
    }

    RequestCounts withTotal(int lines) {
        return new RequestCounts(lines, completed, failed);
    }
}
