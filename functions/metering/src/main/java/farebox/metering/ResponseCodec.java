package farebox.metering;

import farebox.kernel.DataCorrupted;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it is stored, and back, to the byte: format (1 byte), status (2 bytes), number of headers (2 bytes),
 * each header's name and value (as {@link DataOutputStream#writeUTF}), then the body to the end.
 */
final class ResponseCodec {
    private static final int FORMAT = 1;

    private ResponseCodec() {}

    static byte[] of(ResponseRecord responseRecord) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(responseRecord.body().length + 128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeShort(responseRecord.status());
            out.writeShort(responseRecord.headers().size());
            for (Map.Entry<String, String> header : new TreeMap<>(responseRecord.headers()).entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            out.write(responseRecord.body());
        } catch (IOException e) {
            throw new UncheckedIOException("a header is longer than 65,535 bytes", e);
        }
        return bytes.toByteArray();
    }

    /** @throws DataCorrupted if the bytes were written by no version of this class */
    static ResponseRecord read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readByte();
            if (format != FORMAT) {
                throw new DataCorrupted("the stored answer has the unknown format " + format);
            }
            int status = in.readUnsignedShort();
            Map<String, String> headers = new TreeMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                headers.put(in.readUTF(), in.readUTF());
            }
            return new ResponseRecord(status, headers, in.readAllBytes());
        } catch (IOException e) {
            throw new DataCorrupted("the stored answer is cut short", e);
        }
    }
}
