package farebox.http.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives events to one runtime, keeps what it sends to the byte, and closes the connection when there are no more. */
final class ScriptedRuntimeApi implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> requests = new ArrayList<>();
    private final Thread thread;
    private final boolean chunked;

    /** @param chunked how events are sent */
    ScriptedRuntimeApi(boolean chunked, String... events) throws IOException {
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.chunked = chunked;
        this.thread = Thread.ofVirtual().start(() -> serve(new ArrayList<>(Arrays.asList(events))));
    }

    Map<String, String> environment() {
        return Map.of(
                "AWS_LAMBDA_RUNTIME_API",
                server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/pool/1");
    }

    /** Heads, chunks and trailers as they were sent, a line each; without carriage returns. */
    List<String> requests() throws InterruptedException {
        thread.join();
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve(List<String> events) {
        try (Socket socket = server.accept()) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                String request = request(in);
                requests.add(request);
                if (!request.startsWith("GET /pool/1/2018-06-01/runtime/invocation/next ")) {
                    out.write("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}".getBytes(ISO_8859_1));
                } else if (events.isEmpty()) {
                    return;
                } else {
                    out.write(event(events.removeFirst()));
                }
            }
        } catch (IOException e) {
            requests.add("broken: " + e.getMessage());
        }
    }

    private byte[] event(String event) {
        String body = chunked
                ? "Transfer-Encoding: chunked\r\n\r\n1\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
                        .formatted(event.substring(0, 1), event.length() - 1, event.substring(1))
                : "Content-Length: %d\r\n\r\n%s".formatted(event.length(), event);
        String head = String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Lambda-Runtime-Aws-Request-Id: id-1",
                "Lambda-Runtime-Deadline-Ms: 1767225630000",
                "Lambda-Runtime-Invoked-Function-Arn: arn:f",
                "Lambda-Runtime-Trace-Id: Root=1",
                body);
        return head.getBytes(ISO_8859_1);
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        int length = 0;
        boolean chunks = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            request.append(line).append('\n');
            String lower = line.toLowerCase(Locale.ROOT);
            length = lower.startsWith("content-length: ") ? Integer.parseInt(lower.substring(16)) : length;
            chunks |= lower.equals("transfer-encoding: chunked");
        }
        request.append(new String(in.readNBytes(length), ISO_8859_1));
        return chunks ? request.append(chunks(in)).toString() : request.toString();
    }

    private static String chunks(InputStream in) throws IOException {
        StringBuilder chunks = new StringBuilder();
        for (int length = Integer.parseInt(line(in), 16); length > 0; length = Integer.parseInt(line(in), 16)) {
            chunks.append(new String(in.readNBytes(length), ISO_8859_1)).append('\n');
            line(in);
        }
        for (String trailer = line(in); !trailer.isEmpty(); trailer = line(in)) {
            chunks.append(trailer).append('\n');
        }
        return chunks.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the runtime closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
