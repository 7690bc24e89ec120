package farebox.http.runtime;

/**
 * Where the Runtime API is.
 *
 * @param path before every path of it; empty on AWS
 */
record RuntimeAddress(String host, int port, String path) {
    private static final int HTTP = 80;

    /** @param text {@code host:port}, as in {@code AWS_LAMBDA_RUNTIME_API}; emulators add a path */
    static RuntimeAddress parse(String text) {
        String[] parts = text.split("/", 2);
        String[] authority = parts[0].split(":", 2);
        return new RuntimeAddress(
                authority[0],
                authority.length > 1 ? Integer.parseInt(authority[1]) : HTTP,
                parts.length > 1 ? "/" + parts[1] : "");
    }
}
