package farebox.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Does what the event's first word says. */
public final class ScriptedHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        String[] event = new String(in.readAllBytes(), StandardCharsets.UTF_8).split(" ", 2);
        String rest = event.length > 1 ? event[1] : "";
        out.write(run(event[0], rest, context).getBytes(StandardCharsets.UTF_8));
    }

    private static String run(String trick, String rest, Context context) throws IOException {
        return switch (trick) {
            case "echo" -> rest;
            case "pid" -> Long.toString(ProcessHandle.current().pid());
            case "context" ->
                context.getAwsRequestId() + " " + context.getInvokedFunctionArn() + " " + context.getMemoryLimitInMB()
                        + " " + context.getRemainingTimeInMillis();
            case "environment" -> String.valueOf(System.getenv(rest));
            case "temporary" -> System.getProperty("java.io.tmpdir");
            case "flags" -> ProcessHandle.current().info().commandLine().orElse("");
            case "length" -> Integer.toString(rest.length());
            case "large" -> "x".repeat(Integer.parseInt(rest));
            case "meet" -> meet(Path.of(rest));
            case "hang" -> hang();
            case "fail" -> throw new IllegalStateException(rest);
            case "fall" -> fall(Integer.parseInt(rest));
            case "leave" -> leave(Integer.parseInt(rest));
            default -> throw new IllegalArgumentException("no such trick: " + trick);
        };
    }

    /** Returns once two have come. */
    private static String meet(Path place) throws IOException {
        Files.createTempFile(place, "guest", "");
        long guests = 0;
        while (guests < 2) {
            Thread.onSpinWait();
            try (Stream<Path> present = Files.list(place)) {
                guests = present.count();
            }
        }
        return Long.toString(ProcessHandle.current().pid());
    }

    private static String hang() {
        System.out.println("hanging in " + ProcessHandle.current().pid());
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                System.out.println("interrupted");
            }
        }
    }

    /** A stack trace far longer than the usual limit on HTTP headers. */
    private static String fall(int depth) {
        return depth > 0 ? fall(depth - 1) : bottom();
    }

    private static String bottom() {
        throw new IllegalStateException("at the bottom");
    }

    private static String leave(int status) {
        System.exit(status);
        return "never";
    }
}
