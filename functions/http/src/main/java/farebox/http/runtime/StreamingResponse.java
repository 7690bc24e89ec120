package farebox.http.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.http.ResponseStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A response in the form that API Gateway reads from a function which streams: status and headers as JSON, eight zero
 * bytes, the body. See https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html.
 */
final class StreamingResponse implements ResponseStream {
    static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";

    private static final byte[] DELIMITER = new byte[8];
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type",
            "application/vnd.awslambda.http-integration-response",
            "Lambda-Runtime-Function-Response-Mode",
            "streaming",
            "Trailer",
            RuntimeApiClient.ERROR_TYPE + ", " + ERROR_BODY);

    private final RuntimeConnection connection;
    private final String path;
    private boolean begun;
    private boolean ended;

    StreamingResponse(RuntimeConnection connection, String path) {
        this.connection = connection;
        this.path = path;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Leaves with the first bytes of the body. */
    @Override
    public void begin(int status, Map<String, String> headers) {
        try {
            connection.postChunked(path, HEADERS);
            begun = true;
            connection.chunk(JSON.writeValueAsBytes(Map.of("statusCode", status, "headers", new TreeMap<>(headers))));
            connection.chunk(DELIMITER);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public void write(byte[] bytes) {
        try {
            connection.chunk(bytes);
            connection.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public void writeLast(byte[] bytes) {
        try {
            connection.chunk(bytes);
            connection.lastChunk(Map.of());
            connection.flush();
            ended = true;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    void end() throws IOException {
        end(Map.of());
    }

    /** The caller must not take for whole what has been sent, unless all of it has. */
    void breakOff(RuntimeError error) throws IOException {
        end(error.trailers());
    }

    private void end(Map<String, String> trailers) throws IOException {
        if (!ended) {
            connection.lastChunk(trailers);
        }
        connection.reply();
    }

    private static UncheckedIOException lost(IOException e) {
        return new UncheckedIOException("the Runtime API takes no more of the response", e);
    }
}
