package farebox.local.lambda;

/**
 * Where the official emulator does otherwise than we, and why that may be. What a runtime sees of the emulator becomes
 * what it sees of us when the one text is put in place of the other.
 */
enum RuntimeDifference {
    NO_TRACE(
            " lambda-runtime-trace-id=TRACE",
            "",
            "function-arn=ARN",
            "Lambda's page on the Runtime API names the header; the emulator, without X-Ray, leaves it out"),
    NO_SUCH_CALL(
            "404 application/json InvalidPath",
            "404 text/plain; charset=utf-8 404 page not found",
            "",
            "the page has no call there; the body beside the status 404 is that of a Go library");

    private final String ours;
    private final String official;
    private final String after;
    private final String reason;

    /** @param after the text which the two texts follow */
    RuntimeDifference(String ours, String official, String after, String reason) {
        this.ours = ours;
        this.official = official;
        this.after = after;
        this.reason = reason;
    }

    /** The emulator's transcript without this difference. */
    String without(String transcript) {
        return transcript.replace(after + official, after + ours);
    }

    @Override
    public String toString() {
        return name() + ": " + reason;
    }
}
