package farebox.edge;

/** The protocol whose clients call a route; it decides the shape of every error there. */
public enum Dialect {
    /** {@code {"error": {"message", "type", "param", "code"}}}, all four keys, as OpenAI's SDKs read it. */
    OPENAI,
    /** {@code {"error": "..."}} and nothing else, as the Open Inference Protocol has it. */
    OPEN_INFERENCE,
    /** RFC 9457, {@code application/problem+json}, for what belongs to no other protocol. */
    PROBLEM
}
