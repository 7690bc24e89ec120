package farebox.http.runtime;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection to the Runtime API, which is plain HTTP/1.1 on loopback (RFC 9112). The JDK's clients can send no
 * trailers, by which a function reports an error amid its response.
 */
final class RuntimeConnection implements AutoCloseable {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int HEXADECIMAL = 16;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final RuntimeAddress address;

    RuntimeConnection(RuntimeAddress address) throws IOException {
        this.address = address;
        this.socket = new Socket(address.host(), address.port());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    }

    /**
     * What the Runtime API answers.
     *
     * @param headers lower-case names
     */
    record Reply(int status, Map<String, String> headers, byte[] body) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    Reply get(String path) throws IOException {
        writeLine("GET " + address.path() + path + " HTTP/1.1");
        writeLine("Host: " + address.host());
        out.write(LINE_END);
        return reply();
    }

    Reply post(String path, Map<String, String> headers, byte[] body) throws IOException {
        begin(path, headers);
        writeLine("Content-Length: " + body.length);
        out.write(LINE_END);
        out.write(body);
        return reply();
    }

    /** Begins a request whose body follows in chunks. */
    void postChunked(String path, Map<String, String> headers) throws IOException {
        begin(path, headers);
        writeLine("Transfer-Encoding: chunked");
        out.write(LINE_END);
    }

    /** An empty chunk would be the last one, and is none. */
    void chunk(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            writeLine(Integer.toHexString(bytes.length));
            out.write(bytes);
            out.write(LINE_END);
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Ends a body in chunks; its {@link #reply} is still to be read. */
    void lastChunk(Map<String, String> trailers) throws IOException {
        writeLine("0");
        writeAll(trailers);
        out.write(LINE_END);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void begin(String path, Map<String, String> headers) throws IOException {
        writeLine("POST " + address.path() + path + " HTTP/1.1");
        writeLine("Host: " + address.host());
        writeAll(headers);
    }

    private void writeAll(Map<String, String> fields) throws IOException {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            writeLine(field.getKey() + ": " + field.getValue());
        }
    }

    private void writeLine(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.ISO_8859_1));
        out.write(LINE_END);
    }

    /** Sends what is left of the request, and waits for what the Runtime API says of it. */
    Reply reply() throws IOException {
        out.flush();
        String[] status = readLine().split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Reply(Integer.parseInt(status[1]), headers, body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.writeBytes(exactly(length));
            readLine();
        }
        for (String trailer = readLine(); !trailer.isEmpty(); trailer = readLine()) {
            // The Runtime API sends none that says anything.
        }
        return body.toByteArray();
    }

    private int chunkLength() throws IOException {
        return Integer.parseInt(readLine().split(";", 2)[0].strip(), HEXADECIMAL);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the Runtime API closed the connection amid its answer");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the Runtime API closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
