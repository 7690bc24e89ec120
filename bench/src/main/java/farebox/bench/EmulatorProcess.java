package farebox.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The whole local stack in a process of its own, ready for calls.
 *
 * @param ready what its ready file says
 * @param data its folder
 */
record EmulatorProcess(ProcessTree processes, JsonNode ready, Path data) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** @param folder an existing one, for its data and its log; that of a process which has ended is used again */
    static EmulatorProcess start(Path home, Path folder) throws IOException, InterruptedException {
        return start(home, folder, Map.of());
    }

    /** @param parameters of the template, by name */
    static EmulatorProcess start(Path home, Path folder, Map<String, String> parameters)
            throws IOException, InterruptedException {
        Path ready = folder.resolve("ready.json");
        Path data = folder.resolve("data");
        Path log = folder.resolve("farebox.log");
        Files.deleteIfExists(ready);
        List<String> command = new ArrayList<>(List.of(
                home.resolve("farebox").toString(),
                "up",
                "--port",
                String.valueOf(freePort()),
                "--data",
                data.toString(),
                "--ready-file",
                ready.toString()));
        parameters.forEach((name, value) -> command.addAll(List.of("--param", name + "=" + value)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        while (!Files.exists(ready)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("farebox up ended; see " + log);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return new EmulatorProcess(
                new ProcessTree(process.toHandle()), new ObjectMapper().readTree(ready.toFile()), data);
    }

    URI url(String path) {
        return URI.create(ready.path("url").textValue() + path);
    }

    /** Returns once it has embedded a text. */
    Peer answering() throws InterruptedException {
        return new ServerPeer("Farebox, whole local stack", processes, url("/v1/embeddings"), key()).whenReady();
    }

    String key() {
        return ready.path("key").textValue();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
