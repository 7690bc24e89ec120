package farebox.metering.http;

import farebox.http.HttpResponse;
import farebox.kernel.DataCorrupted;
import farebox.metering.idempotency.ResponseCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP response as bytes: format (1 byte), status (2 bytes), number of headers (2 bytes), each header's name and
 * value (as {@link DataOutputStream#writeUTF}), then the body to the end.
 */
public final class HttpResponseCodec implements ResponseCodec<HttpResponse> {
    private static final int FORMAT = 1;

    @Override
    public byte[] encode(HttpResponse response) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(response.body().length + 128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeShort(response.status());
            out.writeShort(response.headers().size());
            for (Map.Entry<String, String> header : new TreeMap<>(response.headers()).entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            out.write(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("a header is longer than 65,535 bytes", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public HttpResponse decode(byte[] content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            int format = in.readByte();
            if (format != FORMAT) {
                throw new DataCorrupted("the stored response has the unknown format " + format);
            }
            int status = in.readUnsignedShort();
            Map<String, String> headers = new TreeMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                headers.put(in.readUTF(), in.readUTF());
            }
            return new HttpResponse(status, headers, in.readAllBytes());
        } catch (IOException e) {
            throw new DataCorrupted("the stored response is cut short", e);
        }
    }
}
