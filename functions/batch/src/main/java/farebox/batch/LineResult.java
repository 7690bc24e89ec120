package farebox.batch;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.kernel.Failure;
import farebox.metering.MeteredCall;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What came of one request. */
sealed interface LineResult {
    /** The line in a file of results: {@code {id, custom_id, response {status_code, request_id, body}, error}}. */
    byte[] written();

    /** Served, and to be billed. */
    record Completed(byte[] written, ChunkUsage.Line usage) implements LineResult {}

    /** Refused, and free. */
    record Failed(byte[] written) implements LineResult {}

    static LineResult completed(Batch batch, RequestLine request, MeteredCall.Result<byte[]> result) {
        return new Completed(
                written(batch, request, new Response(200, result.response())),
                new ChunkUsage.Line(request.line(), result.resource(), result.amounts()));
    }

    static LineResult failed(Batch batch, RequestLine request, Failure failure, Json json) {
        HttpResponse response = HttpResponse.of(failure, batch.source().errors(), json);
        return new Failed(written(batch, request, new Response(response.status(), response.body())));
    }

    private static byte[] written(Batch batch, RequestLine request, Response response) {
        String id = "\"" + request.id(batch.id()) + "\"";
        ByteArrayOutputStream line = new ByteArrayOutputStream(response.body().length + 512);
        text(line, "{\"id\":" + id + ",\"custom_id\":\"");
        line.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(request.customId()));
        text(line, "\",\"response\":{\"status_code\":" + response.status() + ",\"request_id\":" + id + ",\"body\":");
        line.writeBytes(response.body());
        text(line, "},\"error\":null}\n");
        return line.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param body a JSON document on one line */
    record Response(int status, byte[] body) {}
}
