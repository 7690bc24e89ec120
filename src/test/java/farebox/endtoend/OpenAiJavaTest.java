package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import com.openai.models.models.Model;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's own client for Java, unmodified. */
@ExtendWith(StackExtension.class)
final class OpenAiJavaTest {
    private final Target target;
    private final OpenAIClient client;

    OpenAiJavaTest(Target target) {
        this.target = target;
        this.client = client(target.key());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void theModelIsListedAndFound() {
        assertThat(client.models().list().data()).extracting(Model::id).contains(Sentences.MODEL);

        Model model = client.models().retrieve(Sentences.MODEL);

        assertThat(model.id()).isEqualTo(Sentences.MODEL);
        assertThat(model.ownedBy()).isEqualTo("public");
        assertThat(model.created()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "base64"})
    void oneText(String format) {
        CreateEmbeddingResponse response = create(
                one(Sentences.CAT).encodingFormat(EncodingFormat.of(format)).build());

        assertThat(response.data()).hasSize(1);
        assertThat(length(vector(response, 0))).isCloseTo(1, within(1e-4));
        assertThat(vector(response, 0)).hasSize(384);
        assertThat(response.usage().promptTokens()).isEqualTo(Sentences.TOKENS_OF_CAT);
        assertThat(response.usage().totalTokens()).isEqualTo(Sentences.TOKENS_OF_CAT);
        assertThat(response.model()).isEqualTo(Sentences.MODEL);
    }

    @Test
    void bothFormatsCarryTheSameNumbers() {
        CreateEmbeddingResponse asFloats =
                create(one(Sentences.CAT).encodingFormat(EncodingFormat.FLOAT).build());
        CreateEmbeddingResponse asBase64 =
                create(one(Sentences.CAT).encodingFormat(EncodingFormat.BASE64).build());

        assertThat(vector(asBase64, 0)).isEqualTo(vector(asFloats, 0));
    }

    @Test
    void aBatchKeepsItsOrderAndItsMeaning() {
        CreateEmbeddingResponse response =
                create(some().inputOfArrayOfStrings(List.of(Sentences.CAT, Sentences.FELINE, Sentences.REVENUE))
                        .build());

        assertThat(response.data()).extracting(item -> item.index()).containsExactly(0L, 1L, 2L);
        assertThat(vector(response, 0))
                .isEqualTo(vector(create(one(Sentences.CAT).build()), 0));
        assertThat(Sentences.nearness(vector(response, 0), vector(response, 1))).isGreaterThan(0.45);
        assertThat(Sentences.nearness(vector(response, 0), vector(response, 2))).isLessThan(0.15);
        assertThat(response.usage().promptTokens())
                .isEqualTo(Sentences.TOKENS_OF_CAT + Sentences.TOKENS_OF_FELINE + Sentences.TOKENS_OF_REVENUE);
    }

    @Test
    void tokensInsteadOfText() {
        List<Long> cat = List.of(101L, 1996L, 4937L, 7719L, 2006L, 1996L, 13523L, 1012L, 102L);

        CreateEmbeddingResponse one = create(some().inputOfArrayOfTokens(cat).build());
        CreateEmbeddingResponse two =
                create(some().inputOfArrayOfTokenArrays(List.of(cat, cat)).build());

        assertThat(vector(one, 0)).isEqualTo(vector(create(one(Sentences.CAT).build()), 0));
        assertThat(two.data()).hasSize(2);
        assertThat(two.usage().promptTokens()).isEqualTo(18);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 384})
    void fewerDimensionsAreAgainOfLengthOne(int dimensions) {
        CreateEmbeddingResponse response =
                create(one(Sentences.CAT).dimensions(dimensions).build());

        assertThat(vector(response, 0)).hasSize(dimensions);
        assertThat(length(vector(response, 0))).isCloseTo(1, within(1e-4));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(one(""), BadRequestException.class, "input"),
                Arguments.of(one("x").dimensions(0), BadRequestException.class, "dimensions"),
                Arguments.of(one("x").dimensions(385), BadRequestException.class, "dimensions"),
                Arguments.of(
                        one("x").encodingFormat(EncodingFormat.of("hex")),
                        BadRequestException.class,
                        "encoding_format"),
                Arguments.of(one("word ".repeat(600)), BadRequestException.class, "input"),
                Arguments.of(one("x").model("no-such-model"), NotFoundException.class, ""));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongCallIsAnExceptionOfItsClass(
            EmbeddingCreateParams.Builder call, Class<? extends OpenAIServiceException> type, String param) {
        OpenAIServiceException refused = catchThrowableOfType(type, () -> create(call.build()));

        assertThat(refused.type()).contains("invalid_request_error");
        assertThat(refused.code()).isNotEmpty();
        assertThat(refused.param().orElse("")).isEqualTo(param);
    }

    @Test
    void anUnknownModelIsNotFound() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.models().retrieve("no-such-model"));
    }

    @Test
    void aWrongKeyIsUnauthorized_andAnAdminKeyCallsNoModel() {
        OpenAIClient stranger = client("fbx_live_wrong");
        OpenAIClient admin = client(target.adminKey());

        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> stranger.models().list());
        assertThatExceptionOfType(PermissionDeniedException.class)
                .isThrownBy(() -> admin.embeddings().create(one(Sentences.CAT).build()));
        stranger.close();
        admin.close();
    }

    @Test
    void anIdempotencyKeyGivesTheSameAnswerAgain_andRefusesAnotherBody() {
        String key = "openai-java-" + UUID.randomUUID();

        CreateEmbeddingResponse first = create(
                one(Sentences.CAT).putAdditionalHeader("Idempotency-Key", key).build());
        CreateEmbeddingResponse again = create(
                one(Sentences.CAT).putAdditionalHeader("Idempotency-Key", key).build());

        assertThat(again).isEqualTo(first);
        assertThatExceptionOfType(UnprocessableEntityException.class)
                .isThrownBy(() -> create(one(Sentences.FELINE)
                        .putAdditionalHeader("Idempotency-Key", key)
                        .build()));
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(target.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private CreateEmbeddingResponse create(EmbeddingCreateParams params) {
        return client.embeddings().create(params);
    }

    private static EmbeddingCreateParams.Builder one(String text) {
        return some().input(text);
    }

    private static EmbeddingCreateParams.Builder some() {
        return EmbeddingCreateParams.builder().model(Sentences.MODEL);
    }

    private static float[] vector(CreateEmbeddingResponse response, int index) {
        List<Float> numbers = response.data().get(index).embedding();
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i);
        }
        return vector;
    }

    private static double length(float[] vector) {
        return Math.sqrt(Sentences.nearness(vector, vector));
    }
}
