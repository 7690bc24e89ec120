package farebox.batch;

import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.kernel.Amounts;
import farebox.kernel.Failure;
import farebox.metering.MeteredCall;
import farebox.metering.Resource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What came of one request. */
sealed interface LineResult {
    RequestLine request();

    int status();

    /** A JSON document on one line. */
    byte[] body();

    /** Served, and to be billed. */
    record Completed(RequestLine request, byte[] body, Resource resource, Amounts amounts) implements LineResult {
        @Override
        public int status() {
            return 200;
        }
    }

    /** Refused, and free. */
    record Failed(RequestLine request, int status, byte[] body) implements LineResult {}

    static LineResult completed(RequestLine request, MeteredCall.Result<byte[]> result) {
        return new Completed(request, result.response(), result.resource(), result.amounts());
    }

    static LineResult failed(Batch batch, RequestLine request, Failure failure, Json json) {
        HttpResponse response = HttpResponse.of(failure, batch.source().errors(), json);
        return new Failed(request, response.status(), response.body());
    }

    /** The line in a file of results: {@code {id, custom_id, response {status_code, request_id, body}, error}}. */
    default byte[] written(Batch batch, Json json) {
        String id = "batch_req_" + batch.id().value().substring("batch_".length()) + "-"
                + request().line();
        ByteArrayOutputStream line = new ByteArrayOutputStream(body().length + 256);
        text(line, "{\"id\":");
        line.writeBytes(json.write(id));
        text(line, ",\"custom_id\":");
        line.writeBytes(json.write(request().customId()));
        text(line, ",\"response\":{\"status_code\":" + status() + ",\"request_id\":");
        line.writeBytes(json.write(id));
        text(line, ",\"body\":");
        line.writeBytes(body());
        text(line, "},\"error\":null}\n");
        return line.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
