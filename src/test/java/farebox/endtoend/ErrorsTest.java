package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error through the whole stack, in the format that the clients of its path read. */
@ExtendWith(StackExtension.class)
final class ErrorsTest {
    private final Target target;

    ErrorsTest(Operator operator) {
        this.target = operator.target();
    }

    /** What comes instead of a key. */
    private enum Credential {
        NONE,
        WRONG("Bearer wrong"),
        WELL_FORMED_WRONG_SUM("Bearer fbx_live_00000000_" + "a".repeat(32) + "_000000"),
        NO_WORD("Bearer"),
        EMPTY("Bearer "),
        BASIC("Basic ZmFyZWJveDpmYXJlYm94"),
        LONG("Bearer " + "a".repeat(4_000));

        private final String header;

        Credential() {
            this("");
        }

        Credential(String header) {
            this.header = header;
        }

        String[] headers() {
            return header.isEmpty() ? new String[0] : new String[] {"authorization", header};
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsWrongWithAKey_theAnswerIsTheSame(Credential credential) {
        PlainHttp plainHttp = PlainHttp.withoutKey(target);

        HttpReply openAi = plainHttp.post("/v1/embeddings", Sentences.body("x"), credential.headers());
        HttpReply openInference =
                plainHttp.post("/v2/models/" + Sentences.MODEL + "/infer", "{}", credential.headers());
        HttpReply own = plainHttp.get("/v1/usage?start_time=1", credential.headers());

        assertThat(List.of(openAi.status(), openInference.status(), own.status()))
                .containsOnly(401);
        assertThat(ErrorShape.OPENAI.words(openAi)).contains("invalid_api_key");
        ErrorShape.OPENAI.requireIn(openAi);
        ErrorShape.OPEN_INFERENCE.requireIn(openInference);
        ErrorShape.PROBLEM.requireIn(own);
        assertThat(openAi.text()).isEqualTo(withoutAny("/v1/embeddings"));
        assertThat(List.of(openAi, openInference, own))
                .allSatisfy(httpReply ->
                        assertThat(httpReply.header("www-authenticate")).isEqualTo("Bearer"));
        assertThat(own.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void theOtherHeaderIsAsGood() {
        HttpReply httpReply = PlainHttp.withoutKey(target)
                .post("/v1/embeddings", Sentences.body(Sentences.CAT), "x-api-key", target.key());

        assertThat(httpReply.status()).isEqualTo(200);
    }

    @Test
    void aCallersKeyReadsNothingOfTheOrganisation() {
        HttpReply httpReply = PlainHttp.of(target).get("/v1/organization/usage/embeddings?start_time=1");

        assertThat(httpReply.status()).isEqualTo(403);
        ErrorShape.OPENAI.requireIn(httpReply);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/embeddings,                  OPENAI",
        "GET,  /v1/models,                      OPENAI",
        "POST, /v2/models/all-minilm-l6-v2/infer, OPEN_INFERENCE",
        "POST, /models/all-minilm-l6-v2,        HUGGING_FACE",
        "POST, /endpoints/all-minilm-l6-v2/invocations, SAGEMAKER",
    })
    void anAdminKeyCallsNoModel(String method, String path, ErrorShape shape) {
        byte[] body =
                method.equals("POST") ? Sentences.body(Sentences.CAT).getBytes(StandardCharsets.UTF_8) : new byte[0];

        HttpReply httpReply = PlainHttp.of(target.with(target.adminKey())).send(method, path, body);

        assertThat(httpReply.status()).isEqualTo(403);
        shape.requireIn(httpReply);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /v1/models/no-such-model                        | 404 | OPENAI
            GET    | /v1/models/someone%2Felses                      | 404 | OPENAI
            GET    | /v1/models/..%2F..%2Fsecret                     | 404 | OPENAI
            GET    | /v2/models/no-such-model                        | 404 | OPEN_INFERENCE
            GET    | /v2/models/no-such-model/ready                  | 404 | OPEN_INFERENCE
            GET    | /v2/models/all-minilm-l6-v2/versions/v9         | 404 | OPEN_INFERENCE
            POST   | /v2/models/no-such-model/infer                  | 404 | OPEN_INFERENCE
            GET    | /v2/models/all-minilm-l6-v2/infer               | 405 | OPEN_INFERENCE
            POST   | /v2/models/all-minilm-l6-v2                     | 405 | OPEN_INFERENCE
            GET    | /v2/health/nothing                              | 404 | OPEN_INFERENCE
            POST   | /v1/nothing                                     | 404 | OPENAI
            GET    | /v1                                             | 404 | OPENAI
            GET    | /v1/organization/usage                          | 404 | OPENAI
            POST   | /v2/nothing                                     | 404 | OPEN_INFERENCE
            GET    | /v2/models                                      | 404 | OPEN_INFERENCE
            GET    | /v2/health                                      | 404 | OPEN_INFERENCE
            POST   | /models/no-such-model                           | 404 | HUGGING_FACE
            GET    | /models                                         | 404 | HUGGING_FACE
            GET    | /models/all-minilm-l6-v2                        | 405 | HUGGING_FACE
            GET    | /pipeline/feature-extraction                    | 404 | HUGGING_FACE
            GET    | /embed                                          | 405 | HUGGING_FACE
            POST   | /info                                           | 405 | HUGGING_FACE
            POST   | /endpoints/no-such-model/invocations            | 404 | SAGEMAKER
            GET    | /endpoints/all-minilm-l6-v2/invocations         | 405 | SAGEMAKER
            POST   | /endpoints/all-minilm-l6-v2/nothing             | 404 | SAGEMAKER
            GET    | /v2/rerank                                      | 405 | COHERE
            POST   | /v2/rerank                                      | 400 | COHERE
            GET    | /                                               | 404 | PROBLEM
            GET    | /nothing                                        | 404 | PROBLEM
            GET    | /v1/embeddings                                  | 405 | OPENAI
            DELETE | /v1/models/all-minilm-l6-v2                     | 405 | OPENAI
            DELETE | /v1/usage                                       | 405 | PROBLEM
            POST   | /health                                         | 405 | PROBLEM
            POST   | /v2                                             | 405 | OPEN_INFERENCE
            GET    | /v2/repository/index                            | 405 | OPEN_INFERENCE
            OPTIONS | /v1/embeddings                                 | 405 | OPENAI
            GET    | /v1/usage?start_time=1&limits=2                 | 400 | PROBLEM
            GET    | /openapi.json?x=1                               | 400 | PROBLEM
            GET    | /v1/usage                                       | 400 | PROBLEM
            GET    | /v1/usage?start_time=x                          | 400 | PROBLEM
            GET    | /v1/usage?start_time=1&start_time=2             | 400 | PROBLEM
            GET    | /v1/usage?start_time=9&end_time=9               | 400 | PROBLEM
            GET    | /v1/usage?start_time=1&bucket_width=2h          | 400 | PROBLEM
            GET    | /v1/usage?start_time=1&limit=0                  | 400 | PROBLEM
            GET    | /v1/usage?start_time=1&page=nonsense            | 400 | PROBLEM
            GET    | /v1/usage?start_time=1&group_by=weather         | 400 | PROBLEM
            """)
    void aPathMethodOrParameterThatIsNotThere(String method, String path, int status, ErrorShape shape) {
        String body = "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"x\"]}]}";
        byte[] bytes = method.equals("POST") ? body.getBytes(StandardCharsets.UTF_8) : new byte[0];

        HttpReply httpReply = PlainHttp.of(target).send(method, path, bytes);

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(status);
        assertThat(httpReply.header("allow").isEmpty()).isEqualTo(status != 405);
        shape.requireIn(httpReply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/openapi.json",
                "/v1/models",
                "/v1/models/all-minilm-l6-v2",
                "/v1/usage?start_time=1",
                "/v2",
                "/v2/health/live",
                "/v2/models/all-minilm-l6-v2",
                "/v2/models/all-minilm-l6-v2/ready",
                "/v1/models/no-such-model",
                "/nothing",
            })
    void headIsGetWithoutItsBody(String path) {
        HttpReply get = PlainHttp.of(target).get(path);
        HttpReply head = PlainHttp.of(target).send("HEAD", path, new byte[0]);

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.body()).isEmpty();
        assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
    }

    @Test
    void headNeedsAKeyWhereGetDoes() {
        assertThat(PlainHttp.withoutKey(target)
                        .send("HEAD", "/v1/models", new byte[0])
                        .status())
                .isEqualTo(401);
    }

    /** Neither the first nor the last of them pays. */
    @ParameterizedTest
    @CsvSource({"authorization, Bearer%s", "x-api-key, %s"})
    void twoKeysThatDifferAreNone(String header, String form) {
        String key = form.replace("Bearer", "Bearer ").formatted(target.key());
        String other = form.replace("Bearer", "Bearer ").formatted("fbx_live_00000000_" + "a".repeat(32) + "_000000");
        PlainHttp anyone = PlainHttp.withoutKey(target);

        assertThat(anyone.get("/v1/models", header, other, header, key).status())
                .isEqualTo(401);
        assertThat(anyone.get("/v1/models", header, key, header, other).status())
                .isEqualTo(401);
        assertThat(anyone.get("/v1/models", header, key, header, key).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/models/public/%s",
                "/v2/models/public%%2F%s",
                "/v1/models/public/%s",
                "/v1/models/public%%2F%s"
            })
    void aModelIsFoundByItsQualifiedName(String path) {
        HttpReply httpReply = PlainHttp.of(target).get(path.formatted(Sentences.MODEL));

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200);
    }

    @Test
    void anyoneMayAskWhetherItIsWell_andWhatItOffers() {
        PlainHttp anyone = PlainHttp.withoutKey(target);

        assertThat(anyone.get("/health").json().path("status").textValue()).isEqualTo("ok");
        assertThat(anyone.get("/v2/health/live").json().path("live").booleanValue())
                .isTrue();
        assertThat(anyone.get("/openapi.json").json().path("paths").has("/v1/embeddings"))
                .isTrue();
    }

    private String withoutAny(String path) {
        return PlainHttp.withoutKey(target).post(path, Sentences.body("x")).text();
    }
}
