package farebox.endtoend;

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
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

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
            JsonNode probabilities = served.path(row).path("probabilities");
            for (var each : expected.get(row).path("probabilities").properties()) {
                assertThat(probabilities.path(each.getKey()).doubleValue())
                        .isCloseTo(each.getValue().doubleValue(), TOLERANCE);
            }
        }
    }

    @Test
    void aRegressionServesItsValues() throws Exception {
        TrainingWorker worker = TrainingWorker.ofExample("diabetes", folder.resolve("job"));
        Manifest manifest = publish("diabetes", worker.train());

        List<JsonNode> expected = worker.predictions();
        JsonNode served = predict(manifest, expected);
        for (int row = 0; row < expected.size(); row++) {
            double value = expected.get(row).path("value").doubleValue();
            assertThat(served.path(row).path("value").doubleValue() / value).isCloseTo(1, TOLERANCE);
        }
    }

    @Test
    void aClassifierOfTextsServesItsProbabilities() throws Exception {
        TrainingWorker worker =
                TrainingWorker.ofExample("spam", folder.resolve("job")).thinned("mails.csv");
        Manifest manifest = publish("spam", worker.train());

        for (JsonNode expected : worker.predictions()) {
            JsonNode outputs = infer(manifest, expected.at("/inputs/text").textValue());
            JsonNode probabilities = named(outputs, "probabilities");
            assertThat(probabilities.at("/data/0").doubleValue())
                    .isCloseTo(expected.at("/probabilities/ham").doubleValue(), TOLERANCE);
            assertThat(probabilities.at("/data/1").doubleValue())
                    .isCloseTo(expected.at("/probabilities/spam").doubleValue(), TOLERANCE);
        }
        JsonNode explanation = explain(
                manifest, JsonNodeFactory.instance.objectNode().put("text", "Win a free holiday, click here now"));
        assertThat(explanation.path("contributions")).hasSize(7);
        assertThat(explanation.at("/contributions/2/text").textValue()).isEqualTo("free ");
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

    private static JsonNode named(JsonNode outputs, String name) {
        for (JsonNode output : outputs) {
            if (output.path("name").textValue().equals(name)) {
                return output;
            }
        }
        throw new AssertionError("no output " + name + " in " + outputs);
    }
}
