package farebox.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server that speaks OpenAI's {@code /v1/embeddings}, in processes of its own. */
record ServerPeer(String name, ProcessTree processes, URI embeddings, String key) implements Peer {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Returns once the server has embedded a text. */
    ServerPeer whenReady() throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                embed(List.of(SampleRequest.TEXT));
                return this;
            } catch (IOException | IllegalStateException e) {
                if (System.nanoTime() > end || !processes.root().isAlive()) {
                    processes.end();
                    throw new IllegalStateException(name + " does not start", e);
                }
                Thread.sleep(BETWEEN_ATTEMPTS);
            }
        }
    }

    @Override
    public void embed(List<String> texts) throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsBytes(
                Map.of("model", BenchmarkEnvironment.MODEL.name().value(), "input", texts));
        HttpResponse<byte[]> response = CLIENT.send(
                HttpRequest.newBuilder(embeddings)
                        .timeout(TIMEOUT)
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .header("accept-encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(name + " returned " + response.statusCode());
        }
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public void close() {
        processes.end();
    }
}
