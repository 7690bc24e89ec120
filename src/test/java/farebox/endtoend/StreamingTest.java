package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import farebox.kernel.ModelName;
import farebox.models.ModelRef;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.onnx.OnnxModelConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Responses that are streamed through function, Runtime API and gateway, to clients that exist. */
@Timeout(300)
@ExtendWith(StackExtension.class)
final class StreamingTest {
    private static final Path WORDS = Checkout.ROOT.resolve("src/test/clients/models/words");

    private final Operator operator;
    private final Target target;
    private final Path folder;

    StreamingTest(Operator operator, @TempDir Path folder) {
        this.operator = operator;
        this.target = operator.target();
        this.folder = folder;
    }

    @Test
    void langChain4j_chatsWithAModel_tokenByToken() throws Exception {
        String model = publish("words", new PublicationFolder(WORDS).request(ref("words")));
        Tokens tokens = chat(model, "one two");

        ChatResponse response = tokens.whole.get(60, TimeUnit.SECONDS);

        assertThat(response.aiMessage().text().strip())
                .startsWith("three four five")
                .endsWith("twenty");
        assertThat(tokens.parts).hasSizeGreaterThan(10);
        assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(2);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(19);
    }

    /** The vectors as numbers are about 9 MB; LangChain4j's client takes no compression. */
    @Test
    void langChain4j_embedsTheLargestBatchInOneCall() {
        OpenAiEmbeddingModel embedding = OpenAiEmbeddingModel.builder()
                .baseUrl(target.url() + "/v1")
                .apiKey(target.key())
                .modelName(Sentences.MODEL)
                .encodingFormat("float")
                .maxSegmentsPerBatch(2_048)
                .maxRetries(0)
                .build();

        var response = embedding.embedAll(IntStream.range(0, 2_048)
                .mapToObj(i -> TextSegment.from("text " + i))
                .toList());

        assertThat(response.content()).hasSize(2_048).allMatch(vector -> vector.dimension() == 384);
    }

    @Test
    void aLanguageModelThatIsTrainedHere_isPublishedAndChattedWith() throws Exception {
        TrainingWorker worker = TrainingWorker.ofExample("language-model", folder.resolve("job"))
                .withSpec("""
                        {"data": "moby-dick.txt", "family": "language_model", "seed": 42,
                         "parameters": {"vocabulary": 512, "length": 32, "width": 32, "heads": 2, "depth": 1, "epochs": 1}}""")
                .shortened("moby-dick.txt", 60);
        String model = publish("whale", new PublicationFolder(worker.train()).request(ref("whale")));

        ChatResponse response = chat(model, "Call me").whole.get(60, TimeUnit.SECONDS);

        assertThat(response.aiMessage().text()).isNotBlank();
        assertThat(response.tokenUsage().outputTokenCount()).isPositive();
    }

    private Tokens chat(String model, String message) {
        Tokens tokens = new Tokens();
        OpenAiStreamingChatModel.builder()
                .baseUrl(target.url() + "/v1")
                .apiKey(target.key())
                .modelName(model)
                .temperature(0.0)
                .maxTokens(24)
                .build()
                .chat(message, tokens);
        return tokens;
    }

    private ModelRef ref(String name) {
        return new ModelRef(ModelRef.PUBLIC, new ModelName(operator.named(name)));
    }

    private String publish(String name, PublishRequest request) throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("scratch-" + name));
        new PublishModel(operator.registry(), new OnnxModelConverter(), scratch, Clock.systemUTC()).run(request);
        return request.model().name().value();
    }

    /** What a chat says, as it comes. */
    private static final class Tokens implements StreamingChatResponseHandler {
        private final List<String> parts = new ArrayList<>();
        private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String part) {
            parts.add(part);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            whole.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            whole.completeExceptionally(error);
        }
    }
}
