package farebox.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.models.publish.TestGraph;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A tenant uploads a model of its own, and calls it. */
@ExtendWith(StackExtension.class)
final class PublicationTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String MANIFEST = """
            {"spec": {"task": "tensors"},
             "samples": [{"inputs": [{"name": "x", "shape": [1, 2], "datatype": "FP32", "data": [1, -1]}]}]}""";

    private final Operator operator;
    private final String folder;
    private final PlainHttp http;

    PublicationTest(Operator operator) {
        this.operator = operator;
        this.http = PlainHttp.of(operator.newCaller("publisher", "standard"));
        this.folder = "models/" + operator.named("publisher") + "/relu/";
    }

    @Test
    void uploadedModel_isRefusedWithRuleAndPlaceAndThenMendedAndServed() {
        upload("model.onnx", "no graph".getBytes(UTF_8));
        upload("manifest.json", MANIFEST.getBytes(UTF_8));
        awaited("REFUSED.json");
        assertThat(outcome("REFUSED.json").orElseThrow().path("rule").asText()).isEqualTo("onnx_format");

        upload("model.onnx", relu());
        upload("manifest.json", (MANIFEST + "\n").getBytes(UTF_8));
        awaited("PUBLISHED.json");

        assertThat(outcome("REFUSED.json")).isEmpty();
        HttpReply reply = http.post("/v2/models/relu/infer", """
                {"inputs": [{"name": "x", "shape": [1, 2], "datatype": "FP32", "data": [3, -3]}]}""");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().at("/outputs/0/data").toString()).isEqualTo("[3.0,0.0]");
        assertThat(reply.json().path("model_version").asText())
                .isEqualTo(
                        outcome("PUBLISHED.json").orElseThrow().path("version").asText());
    }

    private void awaited(String name) {
        Await.settles(() -> outcome(name).isPresent(), true, LIMIT);
    }

    private void upload(String name, byte[] content) {
        operator.clients()
                .s3()
                .putObject(put -> put.bucket(bucket()).key(folder + name), RequestBody.fromBytes(content));
    }

    private Optional<JsonNode> outcome(String name) {
        try {
            return Optional.of(new ObjectMapper()
                    .readTree(operator.clients()
                            .s3()
                            .getObjectAsBytes(get -> get.bucket(bucket()).key(folder + name))
                            .asUtf8String()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String bucket() {
        return operator.stack().output("UploadsBucket");
    }

    private static byte[] relu() {
        return new TestGraph()
                .input("x", TestGraph.FLOAT, -1, 2)
                .output("y", TestGraph.FLOAT, -1, 2)
                .node("Relu", List.of("x"), "y")
                .toBytes();
    }
}
