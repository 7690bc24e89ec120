package farebox.http.runtime;

import farebox.http.runtime.RuntimeConnection.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Lambda's Runtime API, version 2018-06-01, as one execution environment uses it: one request after the other. */
final class RuntimeApiClient implements AutoCloseable {
    static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";

    private static final String RUNTIME = "/2018-06-01/runtime/";

    private final RuntimeConnection connection;

    RuntimeApiClient(RuntimeAddress address) throws IOException {
        this.connection = new RuntimeConnection(address);
    }

    /** Waits for an event, for as long as it takes. */
    NextInvocation next() throws IOException {
        Reply reply = require(connection.get(RUNTIME + "invocation/next"), "gives no event");
        return new NextInvocation(
                header(reply, "lambda-runtime-aws-request-id"),
                Instant.ofEpochMilli(Long.parseLong(header(reply, "lambda-runtime-deadline-ms"))),
                header(reply, "lambda-runtime-invoked-function-arn"),
                reply.headers().getOrDefault("lambda-runtime-trace-id", ""),
                reply.body());
    }

    /** Returns when the function goes on from its snapshot. */
    void restoreNext() throws IOException {
        require(connection.get(RUNTIME + "restore/next"), "restores nothing");
    }

    void restoreFailed(RuntimeError error) throws IOException {
        connection.post(RUNTIME + "restore/error", Map.of(ERROR_TYPE, error.type()), error.body());
    }

    void failed(NextInvocation invocation, RuntimeError error) throws IOException {
        String path = RUNTIME + "invocation/" + invocation.requestId() + "/error";
        connection.post(path, Map.of(ERROR_TYPE, error.type()), error.body());
    }

    StreamingResponse respond(NextInvocation invocation) {
        return new StreamingResponse(connection, RUNTIME + "invocation/" + invocation.requestId() + "/response");
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private static Reply require(Reply reply, String otherwise) throws IOException {
        if (!reply.isSuccess()) {
            throw new IOException("the Runtime API " + otherwise + ": status " + reply.status());
        }
        return reply;
    }

    private static String header(Reply reply, String name) throws IOException {
        String value = reply.headers().get(name);
        if (value == null) {
            throw new IOException("the Runtime API's event has no " + name);
        }
        return value;
    }
}
