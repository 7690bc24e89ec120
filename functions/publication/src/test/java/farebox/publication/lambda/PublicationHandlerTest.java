package farebox.publication.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.http.FakeContext;
import farebox.kernel.AliasName;
import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.ModelRef;
import farebox.models.Provenance;
import farebox.models.publish.ModelConverter;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.Refusal;
import farebox.models.publish.TestGraph;
import farebox.models.publish.isolated.IsolatedConverter;
import farebox.models.publish.onnx.HostileGraphs;
import farebox.models.registry.Alias;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import farebox.publication.InMemoryModelUploads;
import farebox.publication.PublishUpload;
import farebox.queue.DeadLetter;
import farebox.queue.RedrivePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationHandlerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));
    private static final ModelRef MODEL = new ModelRef(new TenantId("acme"), new ModelName("mini"));
    private static final String FOLDER = "models/acme/mini/";
    private static final String TENSORS = "{\"spec\": {\"task\": \"tensors\"}}";

    private final Path scratch;
    private final InMemoryModelUploads uploads = new InMemoryModelUploads();
    private final ModelRegistry registry = new ModelRegistry(new InMemoryObjectStore(), TestSignatures.ONE);
    private final FakeConverter converter = new FakeConverter();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    PublicationHandlerTest(@TempDir Path scratch) {
        this.scratch = scratch;
    }

    @Test
    void upload_isPublishedTriedAndServed() {
        upload("manifest.json", """
                {"spec": {"task": "tensors"},
                 "samples": [{"inputs": [{"name": "x", "shape": [1, 2], "datatype": "FP32", "data": [1, -1]}]}]}""");
        upload("model.onnx", relu());
        IsolatedConverter isolated = new IsolatedConverter(
                new IsolatedConverter.Installation(System.getProperty("java.class.path"), scratch),
                ByteCount.ofMebibytes(2048),
                Duration.ofMinutes(2));

        assertThat(handle(isolated, message("1", FOLDER))).isEmpty();

        Manifest manifest = versions().getFirst();
        assertThat(manifest.provenance().comparison().samples()).isEqualTo(1);
        assertThat(champion()).contains(manifest.version().value());
        JsonNode published = record("PUBLISHED.json").orElseThrow();
        assertThat(published.path("version").asText())
                .isEqualTo(manifest.version().value());
        assertThat(published.path("champion").asBoolean()).isTrue();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void eventsOfAState_publishItOnceHoweverOftenAndInWhateverOrderTheyCome() {
        List<SQSEvent.SQSMessage> messages = new ArrayList<>();
        for (String model : List.of("a", "b", "c")) {
            uploads.put("models/acme/" + model + "/manifest.json", bytes(TENSORS));
            uploads.put("models/acme/" + model + "/model.onnx", relu());
            for (int copy = 0; copy < 50; copy++) {
                messages.add(message(model + copy, "models/acme/" + model + "/"));
            }
        }
        Collections.shuffle(messages, new Random(1));

        assertThat(handle(messages.toArray(SQSEvent.SQSMessage[]::new))).isEmpty();

        assertThat(converter.converted).isEqualTo(3);
    }

    @Test
    void sampleOfAnEvent_isPublished() throws IOException {
        uploads.put("models/acme/churn/manifest.json", bytes(TENSORS));
        uploads.put("models/acme/churn/model.onnx", relu());
        JsonNode record = new ObjectMapper()
                .readTree(
                        Path.of("..", "..", "events", "publication-upload.json").toFile())
                .at("/Records/0");
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(record.path("messageId").asText());
        message.setBody(record.path("body").asText().replace("farebox-uploadsbucket", "uploads"));

        assertThat(handle(message)).isEmpty();

        assertThat(converter.converted).isOne();
    }

    @Test
    void eventThatComesAgain_doesNotMoveTheAliasBack() {
        upload("manifest.json", TENSORS);
        upload("model.onnx", relu());
        handle(message("1", FOLDER));
        String first = champion().orElseThrow();
        upload("manifest.json", "{\"spec\": {\"task\": \"tensors\"}, \"tolerance\": 0.5}");
        upload("model.onnx", relu("other"));
        handle(message("2", FOLDER));
        String second = champion().orElseThrow();

        handle(message("1", FOLDER));

        assertThat(second).isNotEqualTo(first);
        assertThat(champion()).contains(second);
        assertThat(versions()).hasSize(2);
    }

    @Test
    void anotherState_isAnotherJob() {
        upload("manifest.json", TENSORS);
        upload("model.onnx", relu());
        handle(message("1", FOLDER));
        String job = job("PUBLISHED.json");
        upload("model.onnx", relu("other"));

        handle(message("2", FOLDER));

        assertThat(job("PUBLISHED.json")).isNotEqualTo(job);
        assertThat(versions()).hasSize(2);
    }

    @Test
    void versionLeftToTheOperator_isRegisteredAndDoesNotServe() {
        upload("manifest.json", "{\"spec\": {\"task\": \"tensors\"}, \"alias\": \"operator\"}");
        upload("model.onnx", relu());

        handle(message("1", FOLDER));

        assertThat(versions()).hasSize(1);
        assertThat(champion()).isEmpty();
        assertThat(record("PUBLISHED.json").orElseThrow().path("champion").asBoolean())
                .isFalse();
    }

    @Test
    void refusedUpload_hasRuleAndPlaceAndLeavesTheRegistryAlone() {
        upload("manifest.json", TENSORS);
        HostileGraphs.Graph hostile =
                Objects.requireNonNull(HostileGraphs.all().get("data in '../secret' of an initializer of a branch"));
        upload("model.onnx", hostile.file());
        IsolatedConverter isolated = new IsolatedConverter(
                new IsolatedConverter.Installation("nowhere", scratch),
                ByteCount.ofMebibytes(16),
                Duration.ofMinutes(1));

        assertThat(handle(isolated, message("1", FOLDER))).isEmpty();

        JsonNode refused = record("REFUSED.json").orElseThrow();
        assertThat(refused.path("rule").asText()).isEqualTo("onnx_external_data");
        assertThat(refused.path("file").asText()).isEqualTo("model.onnx");
        assertThat(refused.path("place").asText()).isEqualTo("graph.node[0] 'n'.attribute[0].g.initializer[0]");
        assertThat(registry.models(MODEL.owner())).isEmpty();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void upload_isRefusedForWhatItIsNot() {
        uploads.put("models/nobody/mini/manifest.json", bytes(TENSORS));
        assertThat(refusal("nobody", "mini")).isEqualTo("tenant");

        uploads.put("models/acme/empty/manifest.json", bytes(TENSORS));
        assertThat(refusal("acme", "empty")).isEqualTo("file_missing");

        uploads.put("models/acme/large/manifest.json", new byte[2 << 20]);
        assertThat(refusal("acme", "large")).isEqualTo("file_size");

        uploads.put("models/acme/wrong/manifest.json", bytes("{\"spec\": {\"task\": \"magic\"}}"));
        assertThat(refusal("acme", "wrong")).isEqualTo("manifest");

        uploads.put("models/acme/outside/manifest.json", bytes("""
                {"spec": {"task": "tensors"}, "files": ["../../other/mini/model.onnx"]}"""));
        assertThat(refusal("acme", "outside")).isEqualTo("file_name");
    }

    @Test
    void publishedModel_hasNoRecordOfAnEarlierRefusal() {
        upload("manifest.json", TENSORS);
        handle(message("1", FOLDER));
        assertThat(record("REFUSED.json")).isPresent();
        upload("model.onnx", relu());

        handle(message("2", FOLDER));

        assertThat(record("REFUSED.json")).isEmpty();
        assertThat(record("PUBLISHED.json")).isPresent();

        upload("manifest.json", "{}");
        handle(message("3", FOLDER));

        assertThat(record("PUBLISHED.json")).isEmpty();
        assertThat(record("REFUSED.json")).isPresent();
        assertThat(champion()).isPresent();
    }

    @Test
    void stateThatWasReplacedMeanwhile_isRegisteredAndDoesNotServe() {
        upload("manifest.json", TENSORS);
        upload("model.onnx", relu());
        converter.meanwhile = () -> upload("manifest.json", "{\"spec\": {\"task\": \"tensors\"}, \"tolerance\": 1}");

        handle(message("1", FOLDER));

        assertThat(versions()).hasSize(1);
        assertThat(champion()).isEmpty();
    }

    @Test
    void objectThatIsNoManifest_isLeftAlone() {
        upload("model.onnx", relu());
        upload("PUBLISHED.json", "{}");

        assertThat(handle(
                        message("1", "models/acme/"),
                        message("2", "models/acme/MINI/"),
                        message("3", "models/acme/a/b/"),
                        message("4", "models/acme/gone/")))
                .isEmpty();
        assertThat(converter.converted).isZero();
    }

    @Test
    void faultOfTheService_isRepeatedByItself() {
        upload("manifest.json", TENSORS);
        upload("model.onnx", relu());
        converter.failure = Optional.of(new Unavailable("not now", Duration.ofSeconds(1)));

        assertThat(handle(message("1", FOLDER))).containsExactly("1");
        assertThat(record("REFUSED.json")).isEmpty();

        converter.failure = Optional.empty();
        assertThat(handle(message("1", FOLDER))).isEmpty();
        assertThat(champion()).isPresent();
    }

    @Test
    void refusalOfTheConverter_namesTheGraphUnlessItNamesAPlace() {
        upload("manifest.json", TENSORS);
        upload("model.onnx", relu());
        converter.failure = Optional.of(new InvalidRequest("the results differ"));

        handle(message("1", FOLDER));

        assertThat(record("REFUSED.json").orElseThrow().path("file").asText()).isEqualTo("model.onnx");
        assertThat(record("REFUSED.json").orElseThrow().path("rule").asText())
                .isEqualTo(Refusal.of(new InvalidRequest("")).rule());
    }

    private String refusal(String tenant, String model) {
        String folder = "models/" + tenant + "/" + model + "/";
        assertThat(handle(message("1", folder))).isEmpty();
        return uploads.read(folder + "REFUSED.json", ByteCount.ofMebibytes(1))
                .map(content -> json(content).path("rule").asText())
                .orElse("none");
    }

    private List<String> handle(SQSEvent.SQSMessage... messages) {
        return handle(converter, messages);
    }

    private List<String> handle(ModelConverter with, SQSEvent.SQSMessage... messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(Arrays.asList(messages));
        PublishUpload publishUpload = new PublishUpload(
                uploads,
                new PublishUpload.Registry(registry, new PublishModel(registry, with, scratch, CLOCK)),
                tenant -> tenant.equals(MODEL.owner()),
                scratch);
        return new PublicationHandler(publishUpload, new RedrivePolicy(5, deadLetters::add))
                .handleRequest(event, new FakeContext("id", 60_000)).getBatchItemFailures().stream()
                        .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                        .toList();
    }

    @Test
    void messageThatFailsForTheFifthTime_isADeadLetterThatSaysWhy() {
        SQSEvent.SQSMessage message = message("m-1", FOLDER);
        message.setBody("no JSON");
        message.setAttributes(Map.of("ApproximateReceiveCount", "5"));

        assertThat(handle(message)).isEmpty();

        assertThat(deadLetters).singleElement().satisfies(letter -> {
            assertThat(letter.messageId()).isEqualTo("m-1");
            assertThat(letter.reason()).contains("no");
        });
    }

    private static SQSEvent.SQSMessage message(String id, String folder) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(id);
        message.setBody("""
                {"detail-type": "Object Created", "detail": {"bucket": {"name": "uploads"}, "object": {"key": "%smanifest.json"}}}""".formatted(folder));
        return message;
    }

    private static JsonNode json(byte[] content) {
        try {
            return new ObjectMapper().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void upload(String name, String content) {
        upload(name, bytes(content));
    }

    private void upload(String name, byte[] content) {
        uploads.put(FOLDER + name, content);
    }

    private List<Manifest> versions() {
        return registry.versions(MODEL);
    }

    private Optional<String> champion() {
        return registry.alias(MODEL, AliasName.CHAMPION).map(Alias::version).map(version -> version.value());
    }

    private Optional<JsonNode> record(String name) {
        return uploads.read(FOLDER + name, ByteCount.ofMebibytes(1)).map(PublicationHandlerTest::json);
    }

    private String job(String name) {
        return record(name).orElseThrow().path("job").asText();
    }

    private static byte[] relu() {
        return relu("y");
    }

    private static byte[] relu(String output) {
        return new TestGraph()
                .input("x", TestGraph.FLOAT, -1, 2)
                .output(output, TestGraph.FLOAT, -1, 2)
                .node("Relu", List.of("x"), output)
                .toBytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TensorSchema tensor(String name) {
        return new TensorSchema(name, TensorType.FP32, List.of(-1L, 2L));
    }

    /** Takes every graph as it is. */
    private static final class FakeConverter implements ModelConverter {
        private int converted;
        private Runnable meanwhile = () -> {};
        private Optional<RuntimeException> failure = Optional.empty();

        @Override
        public String converter() {
            return "fake";
        }

        @Override
        public Converted convert(Path graph, Path folder, PublishRequest request) {
            failure.ifPresent(e -> {
                throw e;
            });
            converted++;
            meanwhile.run();
            try {
                Files.copy(graph, folder.resolve(FileRole.GRAPH.fileName()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Converted(
                    new GraphSchema(List.of(tensor("x")), List.of(tensor("y"))),
                    new Provenance.Comparison(0, 0, 0, false));
        }
    }
}
