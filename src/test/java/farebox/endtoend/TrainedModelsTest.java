package farebox.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.ModelName;
import farebox.models.Manifest;
import farebox.models.ModelRef;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishModel;
import farebox.models.publish.onnx.OnnxModelConverter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packed training worker leaves, published as it is and called: it says what the trained model says. */
@ExtendWith(StackExtension.class)
final class TrainedModelsTest {
    private static final Offset<Double> TOLERANCE = within(1e-4);

    private final Operator operator;
    private final PlainHttp http;
    private final Path folder;

    TrainedModelsTest(Operator operator, @TempDir Path folder) {
        this.operator = operator;
        this.http = PlainHttp.of(operator.target());
        this.folder = folder;
    }

    @Test
    void aClassifierOfRowsServesItsProbabilities() throws Exception {
        TrainingWorker worker = TrainingWorker.ofExample("iris", folder.resolve("job"));
        Manifest manifest = publish("iris", worker.train());

        assertThat(manifest.metrics()).containsKeys("accuracy", "f1");
        assertThat(manifest.provenance().training())
                .containsEntry("seed", "7")
                .containsKeys("family", "spec_sha256", "data_sha256");
        List<JsonNode> expected = worker.predictions();
        JsonNode served = predict(manifest, expected);
        assertThat(expected).hasSize(30);
        for (int row = 0; row < expected.size(); row++) {
            requireSame(
                    served.path(row).path("probabilities"), expected.get(row).path("probabilities"));
        }
    }

    /** The small examples as they stand, networks for an epoch or two; a deployed stack takes their rows as others. */
    @Tag("emulator")
    @ParameterizedTest
    @CsvSource({
        "wine, 0",
        "breast-cancer, 0",
        "decision-tree, 0",
        "svm, 0",
        "mlp, 2",
        "cnn, 1",
        "rnn, 1",
        "lstm, 1",
        "transformer, 1"
    })
    void anExampleOfRowsServesItsProbabilities(String example, int epochs) throws Exception {
        TrainingWorker worker =
                TrainingWorker.ofExample(example, folder.resolve("job")).withEpochs(epochs);
        Manifest manifest = publish(example, worker.train());

        List<JsonNode> expected = worker.predictions();
        JsonNode served = predict(manifest, expected);
        assertThat(expected).hasSizeGreaterThan(30);
        for (int row = 0; row < expected.size(); row++) {
            requireSame(
                    served.path(row).path("probabilities"), expected.get(row).path("probabilities"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"diabetes", "linear-regression"})
    void aRegressionServesItsValues(String example) throws Exception {
        TrainingWorker worker = TrainingWorker.ofExample(example, folder.resolve("job"));
        Manifest manifest = publish(example, worker.train());

        List<JsonNode> expected = worker.predictions();
        JsonNode served = predict(manifest, expected);
        for (int row = 0; row < expected.size(); row++) {
            double value = expected.get(row).path("value").doubleValue();
            assertThat(served.path(row).path("value").doubleValue() / value).isCloseTo(1, TOLERANCE);
        }
    }

    @Test
    void aClassifierOfTextsServesItsProbabilities() throws Exception {
        TrainingWorker worker = TrainingWorker.ofExample("spam", folder.resolve("job"));
        Manifest manifest = publish("spam", worker.train());

        List<JsonNode> predictions = worker.predictions();
        assertThat(predictions).hasSize(100);
        for (JsonNode expected : predictions) {
            requireSameTensor(infer(manifest, expected.at("/inputs/text").textValue()), expected);
        }
        JsonNode explanation = explain(
                manifest, JsonNodeFactory.instance.objectNode().put("text", "Win a free holiday, click here now"));
        assertThat(explanation.path("contributions")).hasSize(7);
        assertThat(explanation.at("/contributions/2/text").textValue()).isEqualTo("free ");
    }

    @Test
    void aClassifierOfSentenceEmbeddingsServesItsProbabilities() throws Exception {
        TrainingWorker worker = TrainingWorker.ofExample("spam", folder.resolve("job"))
                .thinned("mails.csv")
                .withSpec("{\"data\": \"mails.csv\", \"family\": \"text_classifier\", \"seed\": 42}");
        Manifest manifest = publish("embeddings", worker.train());

        for (JsonNode expected : worker.predictions()) {
            requireSameTensor(infer(manifest, expected.at("/inputs/text").textValue()), expected);
        }
    }

    @Test
    void aTransformerOverTextsServesItsProbabilities() throws Exception {
        TrainingWorker worker = TrainingWorker.ofExample("spam", folder.resolve("job"))
                .thinned("mails.csv")
                .withSpec("""
                        {"data": "mails.csv", "family": "text_transformer", "seed": 1,
                         "parameters": {"epochs": 2, "width": 32, "depth": 1, "length": 512, "vocabulary": 600}}""");
        Manifest manifest = publish("transformer", worker.train());

        List<JsonNode> predictions = worker.predictions();
        assertThat(predictions).hasSize(10);
        for (JsonNode expected : predictions) {
            requireSameTensor(infer(manifest, expected.at("/inputs/text").textValue()), expected);
        }
    }

    /** The images of the example of transfer, whose backbone is too large for a test. */
    @Test
    void aClassifierOfImagesServesItsProbabilities() throws Exception {
        TrainingWorker worker = TrainingWorker.ofExample("resnet-50-transfer", folder.resolve("job"))
                .withSpec("""
                        {"data": "images", "image": {}, "family": "simple_cnn", "seed": 1,
                         "parameters": {"epochs": 3, "filters": 8}}""");
        Manifest manifest = publish("images", worker.train());

        List<JsonNode> predictions = worker.predictions();
        assertThat(predictions).hasSize(40);
        for (JsonNode expected : predictions) {
            byte[] image =
                    Base64.getDecoder().decode(expected.at("/inputs/image").textValue());
            requireSameTensor(inferImage(manifest, image), expected);
        }
        JsonNode explanation =
                explain(manifest, (ObjectNode) predictions.getFirst().path("inputs"));
        assertThat(explanation.path("contributions")).hasSize(49);
        assertThat(explanation.at("/contributions/48/box/xmax").intValue()).isEqualTo(28);
    }

    @Test
    void aRowIsExplainedByWhatItsColumnsAddToTheBackground() throws Exception {
        TrainingWorker worker = TrainingWorker.ofExample("logistic-regression", folder.resolve("job"));
        Manifest manifest = publish("explained", worker.train());
        JsonNode row = worker.predictions().getFirst().path("inputs");

        JsonNode explanation =
                explain(manifest, JsonNodeFactory.instance.objectNode().set("row", row));

        double sum = explanation.path("base").doubleValue();
        for (JsonNode contribution : explanation.path("contributions")) {
            sum += contribution.doubleValue();
        }
        String label = explanation.path("label").textValue();
        assertThat(sum).isCloseTo(explanation.path("probabilities").path(label).doubleValue(), TOLERANCE);
        assertThat(explanation.path("contributions")).hasSize(4);
    }

    private JsonNode explain(Manifest manifest, JsonNode request) {
        HttpReply reply = http.post("/v1/models/" + manifest.ref().name() + "/explain", request.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private Manifest publish(String name, Path model) {
        ModelRef ref = new ModelRef(ModelRef.PUBLIC, new ModelName(operator.named(name)));
        var result = new PublishModel(operator.registry(), new OnnxModelConverter(), folder, Clock.systemUTC())
                .run(new PublicationFolder(model).request(ref));
        return operator.registry().manifest(ref, result.card().version()).orElseThrow();
    }

    private JsonNode predict(Manifest manifest, List<JsonNode> items) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = request.putArray("rows");
        items.forEach(item -> rows.add(item.path("inputs")));
        HttpReply reply = http.post("/v1/models/" + manifest.ref().name() + "/predict", request.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().path("predictions");
    }

    /** An image as bytes behind the JSON, after their length. */
    private JsonNode inferImage(Manifest manifest, byte[] image) {
        byte[] head = """
                {"inputs":[{"name":"image","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":%d}}]}""".formatted(Integer.BYTES + image.length).getBytes(UTF_8);
        byte[] body = ByteBuffer.allocate(head.length + Integer.BYTES + image.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(head)
                .putInt(image.length)
                .put(image)
                .array();
        HttpReply reply = http.send(
                "POST",
                "/v2/models/" + manifest.ref().name() + "/infer",
                body,
                "content-type",
                "application/octet-stream",
                "inference-header-content-length",
                String.valueOf(head.length));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().path("outputs");
    }

    private JsonNode infer(Manifest manifest, String text) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode input = request.putArray("inputs").addObject();
        input.put("name", "text").put("datatype", "BYTES");
        input.putArray("shape").add(1);
        input.putArray("data").add(text);
        HttpReply reply = http.post("/v2/models/" + manifest.ref().name() + "/infer", request.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().path("outputs");
    }

    private static void requireSame(JsonNode served, JsonNode expected) {
        assertThat(expected.isEmpty()).isFalse();
        for (var each : expected.properties()) {
            assertThat(served.path(each.getKey()).doubleValue())
                    .isCloseTo(each.getValue().doubleValue(), TOLERANCE);
        }
    }

    /** The tensor has a number for each label, in the order of the labels. */
    private static void requireSameTensor(JsonNode outputs, JsonNode expected) {
        JsonNode served = named(outputs, "probabilities").path("data");
        assertThat(served).hasSameSizeAs(expected.path("probabilities"));
        int label = 0;
        for (var each : expected.path("probabilities").properties()) {
            assertThat(served.path(label).doubleValue())
                    .as(each.getKey())
                    .isCloseTo(each.getValue().doubleValue(), TOLERANCE);
            label++;
        }
    }

    private static JsonNode named(JsonNode outputs, String name) {
        for (JsonNode output : outputs) {
            if (output.path("name").textValue().equals(name)) {
                return output;
            }
        }
        throw new AssertionError("no output " + name + " in " + outputs);
    }
}
