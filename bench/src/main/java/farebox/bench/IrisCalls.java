package farebox.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Requests of a hundred rows to models of the Iris data.
 *
 * @param models their address, ends in a slash
 */
record IrisCalls(HttpClient client, URI models) {
    private static final String ROW =
            "{\"sepal_length\": 5.1, \"sepal_width\": 3.5, \"petal_length\": 1.4, \"petal_width\": 0.2}";
    private static final String BODY =
            IntStream.range(0, 100).mapToObj(_ -> ROW).collect(Collectors.joining(",", "{\"rows\": [", "]}"));
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What came of one.
     *
     * @param status 0 without an answer
     * @param version that predicted; empty if none did
     * @param computeMillis that its model took
     */
    record Answer(int status, String version, long computeMillis) {
        private static final Answer NONE = new Answer(0, "", 0);

        boolean succeeded() {
            return status == 200;
        }
    }

    Answer call(String model, String key) {
        HttpRequest request = HttpRequest.newBuilder(models.resolve(model + "/predict"))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        try {
            return answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Answer.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.NONE;
        }
    }

    private static Answer answer(HttpResponse<String> response) throws JsonProcessingException {
        if (response.statusCode() != 200) {
            return new Answer(response.statusCode(), "", 0);
        }
        JsonNode body = JSON.readTree(response.body());
        return new Answer(
                200,
                body.path("version").asText(),
                body.path("usage").path("compute_ms").asLong());
    }
}
