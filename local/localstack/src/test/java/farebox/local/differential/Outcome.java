package farebox.local.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a request came to, in a form in which two services can be compared: no times, no request ids, no messages.
 *
 * @param status of HTTP
 * @param code of the error; empty for an answer
 * @param content the answer's members, or what an error carries beside code and message
 */
record Outcome(int status, String code, ObjectNode content) {
    static final int OK = 200;

    static Outcome answered(ObjectNode content) {
        return new Outcome(OK, "", content);
    }

    boolean isAnswer() {
        return code.isEmpty();
    }

    /**
     * Whether what is stored must be the same after both: the same success or error, and the same records of changes.
     */
    boolean leavesTheSame(Outcome other) {
        return code.equals(other.code) && content.path("Records").equals(other.content.path("Records"));
    }

    /** The same with one member replaced, or taken away where the value is missing. */
    Outcome with(String member, JsonNode value) {
        ObjectNode changed = content.deepCopy();
        if (value.isMissingNode()) {
            changed.remove(member);
        } else {
            changed.set(member, value);
        }
        return new Outcome(status, code, changed);
    }

    @Override
    public String toString() {
        return status + " " + (code.isEmpty() ? "" : code + " ") + content;
    }
}
