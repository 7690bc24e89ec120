package farebox.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A function with a loop of its own on the Runtime API. Its events have a piece of the answer or a command on each
 * line.
 */
public final class StreamingHandler implements RequestStreamHandler {
    private final String[] address =
            System.getenv().getOrDefault("AWS_LAMBDA_RUNTIME_API", "").split("[:/]", 3);

    public StreamingHandler() throws IOException {
        while (true) {
            serve();
        }
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        throw new AssertionError("the constructor has all events");
    }

    private void serve() throws IOException {
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            String path = "/" + address[2] + "/2018-06-01/runtime/invocation/";
            write(socket, "GET " + path + "next HTTP/1.1\r\nHost: h\r\n\r\n");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String id = "";
            int length = 0;
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                String value = line.substring(line.indexOf(' ') + 1);
                id = line.toLowerCase(Locale.ROOT).startsWith("lambda-runtime-aws-request-id:") ? value : id;
                length = line.toLowerCase(Locale.ROOT).startsWith("content-length:") ? Integer.parseInt(value) : length;
            }
            char[] event = new char[length];
            for (int read = 0; read < length; read++) {
                event[read] = (char) in.read();
            }
            write(
                    socket,
                    String.join(
                            "\r\n",
                            "POST " + path + id + "/response HTTP/1.1",
                            "Host: h",
                            "Transfer-Encoding: chunked",
                            "Lambda-Runtime-Function-Response-Mode: streaming",
                            "",
                            ""));
            String trailers = "";
            for (String line : new String(event).split("\n", -1)) {
                trailers += run(socket, line);
            }
            write(socket, "0\r\n" + trailers + "\r\n");
            in.readLine();
        }
    }

    /** @return a trailer */
    private static String run(Socket socket, String line) throws IOException {
        String[] command = line.split(" ", 2);
        switch (command[0]) {
            case "die" -> Runtime.getRuntime().halt(1);
            case "close" -> socket.close();
            case "trailer" -> {
                return command[1] + "\r\n";
            }
            case "await" -> {
                while (!Files.exists(Path.of(command[1]))) {
                    Thread.onSpinWait();
                }
            }
            default -> write(socket, Integer.toHexString(line.length()) + "\r\n" + line + "\r\n");
        }
        return "";
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
