package farebox.http;

import java.util.List;

/** The protocol whose clients call a path; it decides the shape of every error there. */
public enum ErrorFormat {
    /** {@code {"error": {"message", "type", "param", "code"}}}, all four keys, as OpenAI's SDKs read it. */
    OPENAI,
    /** {@code {"error": "..."}} and nothing else, as the Open Inference Protocol has it. */
    OPEN_INFERENCE,
    /** RFC 9457, {@code application/problem+json}, for what belongs to no other protocol. */
    PROBLEM;

    /** Paths of ours beneath OpenAI's {@code /v1}. */
    private static final List<String> OWN = List.of("/v1/usage", "/v1/balance", "/v1/invoices");

    /**
     * The protocol a path belongs to, whether or not a route answers there: a client that asks for something we lack
     * still reads the refusal in its own shape.
     */
    public static ErrorFormat ofPath(String path) {
        if (OWN.stream().anyMatch(own -> isOrIsUnder(path, own))) {
            return PROBLEM;
        }
        if (isOrIsUnder(path, "/v2")) {
            return OPEN_INFERENCE;
        }
        return isOrIsUnder(path, "/v1") ? OPENAI : PROBLEM;
    }

    private static boolean isOrIsUnder(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
