package farebox.local.lambda.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Lambda runtime without the official client: every event is a list of calls, one in a line, which it makes one after
 * the other and writes down with what came back.
 */
public final class ScriptedRuntime {
    private static final String VERSION = "/2018-06-01/runtime/";
    private static final Pattern ERROR_TYPE = Pattern.compile("\"errorType\" ?: ?\"([^\"]*)\"");
    private static final Pattern CALL = Pattern.compile("(\\w+) (\\S+)(?: \\[([^:]+): ([^]]*)])? ?(.*)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String api;
    private final Path transcript;

    private ScriptedRuntime(String api, Path transcript) {
        this.api = api;
        this.transcript = transcript;
    }

    /** @param arguments the file to write to */
    public static void main(String[] arguments) throws Exception {
        ScriptedRuntime runtime = new ScriptedRuntime(System.getenv("AWS_LAMBDA_RUNTIME_API"), Path.of(arguments[0]));
        while (runtime.serve()) {
            // As long as there are events.
        }
    }

    private boolean serve() throws IOException, InterruptedException {
        HttpResponse<String> next = call("GET", "invocation/next", HttpRequest.newBuilder(), "");
        if (next.statusCode() != 200) {
            return false;
        }
        write("GET invocation/next -> " + next.statusCode() + " " + type(next) + " " + described(next));
        String id = next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElse("none");
        for (String line : next.body().lines().toList()) {
            Matcher call = CALL.matcher(line);
            if (!call.matches()) {
                throw new IllegalArgumentException("no call: " + line);
            }
            HttpRequest.Builder request = HttpRequest.newBuilder();
            if (call.group(3) != null) {
                request.header(call.group(3), call.group(4));
            }
            HttpResponse<String> answer =
                    call(call.group(1), call.group(2).replace("{id}", id), request, body(call.group(5)));
            write(line + " -> " + answer.statusCode() + " " + type(answer) + " " + shown(answer.body()));
        }
        write("done");
        return true;
    }

    private HttpResponse<String> call(String method, String path, HttpRequest.Builder request, String body)
            throws IOException, InterruptedException {
        return http.send(
                request.uri(URI.create("http://" + api + VERSION + path))
                        .method(
                                method,
                                method.equals("GET")
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** {@code @n} stands for a JSON string of n bytes. */
    private static String body(String written) {
        return written.startsWith("@") ? '"' + "x".repeat(Integer.parseInt(written.substring(1)) - 2) + '"' : written;
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("-");
    }

    /** Of an error only its type: messages are free. */
    private static String shown(String body) {
        Matcher error = ERROR_TYPE.matcher(body);
        return error.find() ? error.group(1) : body.strip();
    }

    /** The headers of an event, their values by form only. */
    private static String described(HttpResponse<String> next) {
        List<String> headers = next.headers().map().keySet().stream()
                .filter(name -> name.regionMatches(true, 0, "lambda-runtime-", 0, 15))
                .map(name -> name.toLowerCase(Locale.ROOT) + "="
                        + form(next.headers().firstValue(name).orElseThrow()))
                .toList();
        return String.join(" ", new TreeSet<>(headers));
    }

    private static String form(String value) {
        if (value.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")) {
            return "UUID";
        }
        if (value.matches("\\d{13}")) {
            return "MILLISECONDS";
        }
        if (value.matches("arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:[a-zA-Z0-9-_]+")) {
            return "ARN";
        }
        return value.matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]") ? "TRACE" : value;
    }

    private void write(String line) throws IOException {
        Files.writeString(transcript, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
