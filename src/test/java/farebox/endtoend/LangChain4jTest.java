package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LangChain4j's embedding model for OpenAI, unmodified. */
@ExtendWith(StackExtension.class)
final class LangChain4jTest {
    private final Target target;

    LangChain4jTest(Target target) {
        this.target = target;
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "base64"})
    void embed_oneText(String format) {
        Response<Embedding> said = model().encodingFormat(format).build().embed(Sentences.CAT);

        assertThat(said.content().dimension()).isEqualTo(384);
        assertThat(CosineSimilarity.between(said.content(), said.content())).isCloseTo(1, within(1e-5));
        assertThat(said.tokenUsage())
                .satisfies(used -> assertThat(used.inputTokenCount()).isEqualTo(Sentences.TOKENS_OF_CAT));
    }

    @Test
    void embedAll_keepsOrderAndMeaning_acrossSeveralCalls() {
        OpenAiEmbeddingModel twoAtOnce = model().maxSegmentsPerBatch(2).build();

        Response<List<Embedding>> said = twoAtOnce.embedAll(List.of(
                TextSegment.from(Sentences.CAT),
                TextSegment.from(Sentences.FELINE),
                TextSegment.from(Sentences.REVENUE)));

        List<Embedding> all = said.content();
        assertThat(all).hasSize(3);
        assertThat(CosineSimilarity.between(all.get(0), all.get(1))).isGreaterThan(0.45);
        assertThat(CosineSimilarity.between(all.get(0), all.get(2))).isLessThan(0.15);
        assertThat(said.tokenUsage())
                .satisfies(used -> assertThat(used.inputTokenCount()).isEqualTo(28));
    }

    @Test
    void embed_fewerDimensions() {
        Response<Embedding> said = model().dimensions(96).build().embed(Sentences.CAT);

        assertThat(said.content().dimension()).isEqualTo(96);
    }

    @Test
    void errorsHaveTheirClasses() {
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> model().modelName("no-such-model").build().embed("x"));
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> model().apiKey("wrong").build().embed("x"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> model().build().embed("word ".repeat(600)));
    }

    private OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder model() {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(target.url() + "/v1")
                .apiKey(target.key())
                .modelName(Sentences.MODEL)
                .maxRetries(0);
    }
}
