package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is computed through the whole stack is what ONNX Runtime computes alone. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NumbersTest {
    private final PlainHttp plainHttp;
    private final RawModel raw;

    NumbersTest(Target target) throws IOException, OrtException {
        this.plainHttp = PlainHttp.of(target);
        this.raw = new RawModel();
    }

    @BeforeAll
    void theReferenceIsTheOneThatWasPublishedInPython() throws OrtException {
        float[] cat = raw.embed(Sentences.CAT);

        assertThat(Arrays.copyOf(cat, 5))
                .containsExactly(
                        new float[] {0.12298535f, -0.01811158f, -0.02011768f, 0.0361191f, -0.03861751f}, within(1e-4f));
    }

    @AfterAll
    void close() throws OrtException {
        raw.close();
    }

    @Test
    void everyEmbeddingOfABatchEqualsRawOnnxRuntime() throws OrtException {
        JsonNode answer = embeddings(Sentences.OF_ALL_KINDS.toArray(String[]::new));

        for (int i = 0; i < Sentences.OF_ALL_KINDS.size(); i++) {
            JsonNode item = answer.path("data").path(i);
            assertThat(item.path("index").intValue()).isEqualTo(i);
            assertThat(Sentences.vector(item.path("embedding")))
                    .as(Sentences.OF_ALL_KINDS.get(i))
                    .containsExactly(raw.embed(Sentences.OF_ALL_KINDS.get(i)), within(1e-5f));
        }
    }

    @Test
    void aSentenceHasTheSameEmbeddingAloneAndInABatch() {
        JsonNode alone = embeddings(Sentences.CAT).path("data").path(0);
        JsonNode among =
                embeddings(Sentences.REVENUE, Sentences.CAT).path("data").path(1);

        assertThat(among.path("embedding")).isEqualTo(alone.path("embedding"));
    }

    @Test
    void usageIsTheNumberOfTokensOfTheModelsOwnTokenizer() {
        int sum = Sentences.OF_ALL_KINDS.stream().mapToInt(raw::tokens).sum();

        JsonNode usage =
                embeddings(Sentences.OF_ALL_KINDS.toArray(String[]::new)).path("usage");

        assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(sum);
        assertThat(usage.path("total_tokens").intValue()).isEqualTo(sum);
        assertThat(raw.tokens(Sentences.CAT)).isEqualTo(Sentences.TOKENS_OF_CAT);
    }

    @Test
    void relatedSentencesAreNearerThanUnrelatedOnes() {
        JsonNode data =
                embeddings(Sentences.CAT, Sentences.FELINE, Sentences.REVENUE).path("data");
        float[] cat = Sentences.vector(data.path(0).path("embedding"));

        assertThat(Sentences.nearness(cat, Sentences.vector(data.path(1).path("embedding"))))
                .isGreaterThan(0.45);
        assertThat(Sentences.nearness(cat, Sentences.vector(data.path(2).path("embedding"))))
                .isBetween(-0.15, 0.15);
    }

    @Test
    void theLongestTextIsServed_andOneTokenMoreIsRefusedByItsCount() {
        String longest = "word ".repeat(510).strip();

        assertThat(embeddings(longest).path("usage").path("prompt_tokens").intValue())
                .isEqualTo(512);

        HttpReply refused = plainHttp.post("/v1/embeddings", Sentences.body(longest + " word"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").path("code").textValue()).isEqualTo("context_length_exceeded");
        assertThat(refused.json().path("error").path("message").textValue())
                .contains("512")
                .contains("513");
    }

    private JsonNode embeddings(String... inputs) {
        HttpReply httpReply = plainHttp.post("/v1/embeddings", Sentences.body(inputs));
        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200);
        return httpReply.json();
    }
}
