package farebox.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import farebox.cli.operator.UserError;
import farebox.kernel.ModelName;
import farebox.models.FileRole;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Pooling;
import farebox.models.publish.BundledModel;
import farebox.models.publish.PublicationFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an imitation of the hub, which sends large files by a redirect as the hub does. */
class HubModelTest {
    private static final String BERT = """
            {"architectures": ["BertModel"], "model_type": "bert", "max_position_embeddings": 512, "vocab_size": 30522,
             "hidden_size": 384}""";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final StringWriter console = new StringWriter();
    private final HttpServer hub;
    private final Path folder;

    HubModelTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        hub.createContext("/acme/mini/resolve/main/", exchange -> {
            String file = exchange.getRequestURI().getPath().substring("/acme/mini/resolve/main/".length());
            boolean there = files.containsKey(file);
            if (there) {
                exchange.getResponseHeaders().add("Location", "/storage/" + file);
            }
            exchange.sendResponseHeaders(there ? 302 : 404, -1);
            exchange.close();
        });
        hub.createContext("/storage/", exchange -> {
            byte[] content =
                    files.getOrDefault(exchange.getRequestURI().getPath().substring("/storage/".length()), new byte[0]);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        hub.createContext("/acme/private/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop(0);
    }

    @Test
    void fetch_makesAFolderThatCanBePublished() throws Exception {
        file("config.json", BERT);
        files.put("tokenizer.json", bundled(FileRole.TOKENIZER));
        files.put("onnx/model.onnx", bundled(FileRole.GRAPH));

        model("acme/mini").fetch(folder);

        ModelSpec.TextEmbedding spec = (ModelSpec.TextEmbedding) PublicationFolder.uploaded(folder)
                .request(new ModelRef(ModelRef.PUBLIC, new ModelName("mini")))
                .spec();
        assertThat(spec.dimensions()).isEqualTo(384);
        assertThat(spec.pooling()).isEqualTo(Pooling.MEAN);
        assertThat(Files.readAllBytes(folder.resolve("model.onnx"))).isEqualTo(bundled(FileRole.GRAPH));
        assertThat(console.toString()).contains("onnx/model.onnx").contains("########");
    }

    @Test
    void fetch_takesThePoolingOfSentenceTransformersAndAQuantisedGraph() throws Exception {
        file("config.json", BERT);
        file("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true}");
        file("tokenizer.json", "{}");
        file("onnx/model_quantized.onnx", "graph");

        model("acme/mini").fetch(folder);

        assertThat(manifest().at("/spec/pooling").asText()).isEqualTo("CLS");
        assertThat(Files.readString(folder.resolve("model.onnx"))).isEqualTo("graph");
    }

    @Test
    void fetch_ofAClassifierTakesItsLabelsInTheirOrder() throws Exception {
        file("config.json", """
                {"architectures": ["RobertaForSequenceClassification"], "model_type": "roberta",
                 "max_position_embeddings": 514, "vocab_size": 50265, "id2label": {"1": "positive", "0": "negative"}}""");
        file("tokenizer.json", "{}");
        file("model.onnx", "graph");

        model("acme/mini").fetch(folder);

        assertThat(manifest().at("/spec/task").asText()).isEqualTo("text-classification");
        assertThat(manifest().at("/spec/scores/labels").toString()).isEqualTo("[\"negative\",\"positive\"]");
        assertThat(manifest().at("/spec/text/max_tokens").asInt()).isEqualTo(512);
    }

    @Test
    void fetch_saysWhatIsMissing() throws Exception {
        assertRefused("acme/mini", "no model acme/mini");
        assertRefused("acme/private", "401");
        file("config.json", "{\"model_type\": \"resnet\"}");
        assertRefused("acme/mini", "no tokenizer.json");
        file("tokenizer.json", "{}");
        assertRefused("acme/mini", "no ONNX export");
        file("model.onnx", "graph");
        assertRefused("acme/mini", "max_position_embeddings");
        file("config.json", "<html>");
        assertRefused("acme/mini", "no JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mini", "a/b/c", "../x", "a/..", "a/b?c", "a/b#c", "/b", "a/", "a b/c"})
    void name_thatIsNoneIsRefused(String name) {
        assertThatExceptionOfType(UserError.class).isThrownBy(() -> model(name)).withMessageContaining("OWNER/NAME");
    }

    @Test
    void shortName_isOneThatAModelMayHave() {
        assertThat(model("acme/All_MiniLM-L6.v2").shortName()).isEqualTo("all-minilm-l6-v2");
        assertThat(new ModelName(model("acme/" + "x".repeat(96)).shortName()).value())
                .hasSize(63);
    }

    @Test
    void hubThatCannotBeReached_isNamed() {
        URI nowhere = URI.create("http://127.0.0.1:1");
        HubModel model = new HubModel(
                HttpClient.newHttpClient(), nowhere, "acme/mini", new TransferBar(new PrintWriter(console), true));

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> model.fetch(folder))
                .withMessageContaining("http://127.0.0.1:1")
                .withMessageContaining("HF_ENDPOINT");
    }

    private void assertRefused(String name, String reason) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> model(name).fetch(folder))
                .withMessageContaining(reason);
    }

    private HubModel model(String name) {
        URI endpoint = URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return new HubModel(http, endpoint, name, new TransferBar(new PrintWriter(console), true));
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
    }

    private void file(String name, String content) {
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bundled(FileRole role) throws IOException {
        try (InputStream in = BundledModel.allMiniLmL6V2().file(role).open()) {
            return in.readAllBytes();
        }
    }
}
