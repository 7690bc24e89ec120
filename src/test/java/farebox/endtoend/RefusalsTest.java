package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every refusal through the whole stack, in the shape that the clients of its path read. */
@ExtendWith(StackExtension.class)
final class RefusalsTest {
    private final Environment environment;
    private final Target target;

    RefusalsTest(Operator operator) {
        this.environment = operator.place();
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
    })
    void anAdminKeyCallsNoModel(String method, String path, ErrorShape shape) {
        byte[] body =
                method.equals("POST") ? Sentences.body(Sentences.CAT).getBytes(StandardCharsets.UTF_8) : new byte[0];

        HttpReply httpReply = PlainHttp.of(target.with(target.adminKey())).send(method, path, body);

        assertThat(httpReply.status()).isEqualTo(403);
        shape.requireIn(httpReply);
    }

    /** The gateway says so itself; nothing behind it is asked. */
    @ParameterizedTest
    @CsvSource({"POST, /v1/nothing", "GET, /nothing", "GET, /v1/embeddings", "DELETE, /v1/models/all-minilm-l6-v2"})
    void noRouteForThis(String method, String path) {
        environment.require(Environment.Feature.GATEWAY_ANSWERS);

        HttpReply httpReply = PlainHttp.of(target).send(method, path, new byte[0]);

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(404);
        ErrorShape.OPENAI.requireIn(httpReply);
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
        shape.requireIn(httpReply);
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
