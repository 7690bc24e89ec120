package farebox.local.lambda;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The official emulator, running one runtime. */
final class RuntimeInterfaceEmulator implements AutoCloseable {
    private static final String PROPERTY = "farebox.rie";
    private static final int MAX_ATTEMPTS = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI function;

    private RuntimeInterfaceEmulator(Process process, int port) {
        this.process = process;
        this.function = URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations");
    }

    /** @throws IllegalStateException if none is named: who asks for these tests wants them run */
    static RuntimeInterfaceEmulator start(List<String> runtime, Path folder) throws IOException {
        String binary = Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(named -> Files.isExecutable(Path.of(named)))
                .orElseThrow(() -> new IllegalStateException(
                        "name the emulator: -D" + PROPERTY + "=FILE; .ci/localstack knows where the SAM CLI has it"));
        int port = freePort();
        // Flags of the runtime would be taken for the emulator's own.
        Path bootstrap = folder.resolve("bootstrap");
        Files.writeString(bootstrap, "#!/bin/sh\nexec '" + String.join("' '", runtime) + "'\n");
        if (!bootstrap.toFile().setExecutable(true)) {
            throw new IOException(bootstrap + " cannot be made executable");
        }
        Process process = new ProcessBuilder(
                        binary,
                        "--runtime-interface-emulator-address",
                        "127.0.0.1:" + port,
                        "--runtime-api-address",
                        "127.0.0.1:" + freePort(),
                        bootstrap.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("emulator.log").toFile())
                .start();
        return new RuntimeInterfaceEmulator(process, port);
    }

    String invoke(String event) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(function)
                .timeout(Duration.ofSeconds(30))
                .header("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        for (int left = MAX_ATTEMPTS; process.isAlive() && left > 0; left--) {
            try {
                return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            } catch (ConnectException notYet) {
                process.waitFor(Duration.ofMillis(50));
            }
        }
        throw new IllegalStateException("the emulator does not answer; see emulator.log");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        http.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
