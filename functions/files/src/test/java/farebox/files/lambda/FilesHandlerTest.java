package farebox.files.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.files.FileId;
import farebox.files.InMemoryFileContents;
import farebox.files.InMemoryFileRecords;
import farebox.files.Purpose;
import farebox.files.StoredFile;
import farebox.files.UploadLimits;
import farebox.http.Authenticator;
import farebox.http.FakeContext;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.kernel.ByteCount;
import farebox.kernel.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilesHandlerTest {
    private static final Path EVENTS = Path.of("..", "..", "events");
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-11-22T10:31:17Z");

    private final InMemoryFileRecords records = new InMemoryFileRecords();
    private final InMemoryFileContents contents = new InMemoryFileContents();
    private final FilesHandler handler = new FilesHandler(FilesWiring.of(
            new FilesWiring.Stores(records, contents, UploadLimits.parse("free=1 standard=2")),
            Authenticator.authorizer(),
            InstantSource.fixed(NOW),
            new Random(1)));

    @Test
    void create_storesTheFileOfAForm() {
        JsonNode file = json(answer("files-create.json"));

        assertThat(file.toString())
                .isEqualTo("{\"id\":\"" + file.path("id").asText() + "\",\"object\":\"file\",\"bytes\":105,"
                        + "\"created_at\":1795343477,\"filename\":\"lines.jsonl\",\"purpose\":\"batch\","
                        + "\"status\":\"processed\"}");
        assertThat(contents.objects())
                .containsOnlyKeys("files/acme/" + file.path("id").asText());
    }

    @Test
    void file_canBeReadListedAndDeleted() {
        JsonNode file = json(answer("files-create.json"));
        String path = "/v1/files/" + file.path("id").asText();

        assertThat(json(answer("GET", path))).isEqualTo(file);
        assertThat(json(answer("GET", "/v1/files")).path("data").get(0)).isEqualTo(file);
        APIGatewayProxyResponseEvent content = answer("GET", path + "/content");
        assertThat(text(content)).startsWith("{\"custom_id\"").endsWith("\n");
        assertThat(content.getHeaders())
                .containsEntry("content-disposition", "attachment; filename*=UTF-8''lines.jsonl");
        assertThat(json(answer("DELETE", path)).path("deleted").asBoolean()).isTrue();
        assertThat(answer("GET", path).getStatusCode()).isEqualTo(404);
        assertThat(contents.objects()).isEmpty();
    }

    @Test
    void list_isInPages() {
        for (int i = 0; i < 3; i++) {
            put(i, 1);
        }

        APIGatewayProxyRequestEvent event = event("GET", "/v1/files");
        event.setMultiValueQueryStringParameters(Map.of("limit", List.of("2")));
        JsonNode first = json(answer(event));
        event.setMultiValueQueryStringParameters(Map.of(
                "limit", List.of("2"), "after", List.of(first.path("last_id").asText())));
        JsonNode second = json(answer(event));

        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(first.path("data")).hasSize(2);
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(second.path("data")).hasSize(1);
    }

    @Test
    void content_thatIsTooLargeForAResponse_isARedirect() {
        StoredFile file = put(1, HttpResponse.MAX_BODY + 1);

        APIGatewayProxyResponseEvent response = answer("GET", "/v1/files/" + file.id() + "/content");

        assertThat(response.getStatusCode()).isEqualTo(302);
        assertThat(response.getHeaders()).containsEntry("location", "https://uploads.example/" + file.objectKey());
    }

    @Test
    void uploadUrl_leadsIntoTheCallersFolder() {
        JsonNode upload = json(answer("files-upload-url.json"));

        assertThat(upload.path("key").asText()).isEqualTo("training/acme/churn/data.csv");
        assertThat(upload.path("url").asText()).isEqualTo("https://uploads.example/training/acme/churn/data.csv");
        assertThat(upload.path("expires_at").asLong()).isEqualTo(NOW.getEpochSecond() + 3_600);
    }

    @Test
    void uploadUrl_ofAFile_makesItsRecord() {
        JsonNode upload = json(answer(uploadUrl("files", "big.jsonl", 5)));

        assertThat(json(answer("GET", "/v1/files/" + upload.at("/file/id").asText()))
                        .path("bytes")
                        .asLong())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "models, ../x/manifest.json, 1, 400",
        "models, churn/../../other/m, 1, 400",
        "models, churn//m, 1, 400",
        "models, churn, 1, 400",
        "models, Churn/m.onnx, 1, 400",
        "secrets, churn/m.onnx, 1, 400",
        "models, churn/m.onnx, -1, 400",
        "models, churn/m.onnx, 2097153, 413",
        "files, 'a/..\\ ', 1, 400"
    })
    void uploadUrl_isRefused(String kind, String name, long size, int status) {
        assertThat(answer(uploadUrl(kind, name, size)).getStatusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "files-refused-no-form.json, 400",
        "files-refused-purpose.json, 400",
        "files-refused-cut-form.json, 400",
        "files-refused-no-file.json, 400",
        "files-refused-other-tenants-file.json, 404",
        "files-refused-admin-key.json, 403"
    })
    void refusals_haveTheirStatus(String event, int status) {
        assertThat(answer(event).getStatusCode()).isEqualTo(status);
    }

    private StoredFile put(int second, long size) {
        Instant created = NOW.plusSeconds(second);
        StoredFile file = new StoredFile(
                FileId.of(created, "a"), ACME, Purpose.BATCH, "lines.jsonl", new ByteCount(size), created);
        records.put(file);
        return file;
    }

    private static APIGatewayProxyRequestEvent uploadUrl(String kind, String name, long size) {
        APIGatewayProxyRequestEvent event = event("files-upload-url.json");
        event.setIsBase64Encoded(false);
        event.setBody(new Json()
                .mapper()
                .createObjectNode()
                .put("kind", kind)
                .put("name", name)
                .put("size", size)
                .put("sha256", "0".repeat(64))
                .put("purpose", "batch")
                .toString());
        return event;
    }

    private static APIGatewayProxyRequestEvent event(String method, String path) {
        APIGatewayProxyRequestEvent event = event("files-list.json");
        event.setHttpMethod(method);
        event.setPath(path);
        return event;
    }

    private APIGatewayProxyResponseEvent answer(String method, String path) {
        return answer(event(method, path));
    }

    private APIGatewayProxyResponseEvent answer(String event) {
        return answer(event(event));
    }

    private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event) {
        return handler.handleRequest(event, new FakeContext("1a2b3c", 15_000));
    }

    private static APIGatewayProxyRequestEvent event(String name) {
        try (InputStream json = Files.newInputStream(EVENTS.resolve(name))) {
            return LambdaEventSerializers.serializerFor(
                            APIGatewayProxyRequestEvent.class, FilesHandlerTest.class.getClassLoader())
                    .fromJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(APIGatewayProxyResponseEvent response) {
        assertThat(response.getStatusCode()).as(text(response)).isEqualTo(200);
        return new Json().object(text(response).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(APIGatewayProxyResponseEvent response) {
        return response.getIsBase64Encoded()
                ? new String(Base64.getDecoder().decode(response.getBody()), StandardCharsets.UTF_8)
                : response.getBody();
    }
}
