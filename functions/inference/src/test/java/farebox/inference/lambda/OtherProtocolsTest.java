package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.inference.lambda.Function.Said;
import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocols besides OpenAI's and Open Inference, over the same models: they differ in form, and in nothing else. */
final class OtherProtocolsTest {

    private final Function function = new Function();

    @Test
    void aTextHasOneEmbedding_inEveryProtocol() {
        List<Float> expected = floats(json("inference-embeddings").at("/data/0/embedding"));

        assertThat(floats(json("inference-hf-features"))).isEqualTo(expected);
        assertThat(floats(json("inference-hf-pipeline"))).isEqualTo(expected);
        assertThat(floats(json("inference-tei-embed-one").get(0))).isEqualTo(expected);
        assertThat(floats(json("inference-sagemaker-json"))).isEqualTo(expected);
    }

    @Test
    void similarity_isTheCosine() {
        JsonNode scores = json("inference-hf-similarity");
        List<Float> one = floats(json("inference-hf-features"));
        function.answer(Function.event("inference-tei-similarity"));

        assertThat(scores).hasSize(2);
        assertThat(scores.get(0).doubleValue()).isCloseTo(1, within(1e-6));
        assertThat(scores.get(1).doubleValue()).isBetween(-1.0, 1.0);
        assertThat(one.stream().mapToDouble(number -> number * number).sum()).isCloseTo(1, within(1e-5));
    }

    @Test
    void reranking_putsTheBestFirst_andCutsTheRest() {
        JsonNode results = json("inference-cohere-rerank").get("results");

        assertThat(results).hasSize(2);
        assertThat(results.get(0).get("index").intValue()).isOne();
        assertThat(results.get(0).get("relevance_score").doubleValue())
                .isGreaterThan(results.get(1).get("relevance_score").doubleValue())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void rawScores_areCosines() {
        JsonNode scaled = body("/rerank", "{\"query\":\"a\",\"texts\":[\"b c\",\"a\"]}");
        JsonNode raw = body("/rerank", "{\"query\":\"a\",\"texts\":[\"b c\",\"a\"],\"raw_scores\":true}");

        assertThat(scaled.at("/1/score").doubleValue())
                .isCloseTo((1 + raw.at("/1/score").doubleValue()) / 2, within(1e-9));
        assertThat(raw.at("/1/text").isMissingNode()).isTrue();
    }

    @Test
    void linesOfJson_areAnsweredLineByLine() {
        String[] lines = function.answer(Function.event("inference-sagemaker-lines"))
                .text()
                .split("\n", -1);

        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("[").doesNotStartWith("[[");
        assertThat(lines[1]).startsWith("[[");
        assertThat(lines[2]).isEmpty();
        assertThat(function.billed()).hasSize(1);
        assertThat(function.billed().getFirst().usage().amounts().of(Meter.TOKENS_IN))
                .isEqualTo(18);
    }

    @Test
    void aCsv_isAnsweredWithOne() {
        Said texts = function.answer(Function.event("inference-sagemaker-texts"));
        Said rows = function.answer(Function.event("inference-sagemaker-rows"));

        assertThat(texts.header("content-type")).isEqualTo("text/csv");
        assertThat(texts.text().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(384));
        assertThat(rows.text()).isEqualTo("yes\nno\n");
        assertThat(rows.header("x-amzn-invoked-production-variant")).isEqualTo("AllTraffic");
    }

    @Test
    void rowsAreMeteredAsRows_andTextsAsTokens() {
        Amounts rows = billed("inference-hf-table");
        Amounts texts = billed("inference-tei-rerank");

        assertThat(List.of(rows.of(Meter.CALLS), rows.of(Meter.ROWS), rows.of(Meter.TOKENS_IN)))
                .containsExactly(1L, 2L, 0L);
        assertThat(List.of(texts.of(Meter.CALLS), texts.of(Meter.ROWS))).containsExactly(1L, 0L);
        assertThat(texts.of(Meter.TOKENS_IN)).isEqualTo(9 + 6 + 9);
    }

    @Test
    void aTruncatedText_isBilledForWhatWasRead() {
        Said said = function.answer(Function.event("inference-hf-features-truncated"));

        assertThat(said.status()).isEqualTo(200);
        assertThat(function.billed().getFirst().usage().amounts().of(Meter.TOKENS_IN))
                .isEqualTo(16);
    }

    @Test
    void aStream_isTheChunksOfTheText_itsUsage_andAnEnd() {
        Said said = function.answer(Function.event("inference-chat-stream"));
        List<String> events =
                said.text().lines().filter(line -> !line.isEmpty()).toList();

        assertThat(said.header("content-type")).isEqualTo("text/event-stream");
        assertThat(events).hasSize(6).allSatisfy(event -> assertThat(event).startsWith("data: "));
        assertThat(events.get(1)).contains("\"object\":\"chat.completion.chunk\"", "\"delta\":{\"content\":\"e\"}");
        assertThat(events.get(3)).contains("\"delta\":{},", "\"finish_reason\":\"stop\"");
        assertThat(events.get(4)).contains("\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":3,");
        assertThat(events.get(5)).isEqualTo("data: [DONE]");
        assertThat(function.billed(Meter.TOKENS_OUT)).isEqualTo(3);
    }

    @Test
    void withoutASeed_requestsDiffer_andARetryDoesNot() {
        String body = "{\"model\":\"letters\",\"prompt\":\"a\",\"max_tokens\":20}";
        String one = body("/v1/completions", body).at("/choices/0/text").textValue();
        String again = body("/v1/completions", body).at("/choices/0/text").textValue();
        String other = body("/v1/completions", body + " ").at("/choices/0/text").textValue();

        assertThat(again).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
    }

    /** A client of AWS finds the name of the exception in a header. */
    @ParameterizedTest
    @CsvSource({
        "inference-refused-sagemaker-line, ValidationError",
        "inference-refused-sagemaker-endpoint, ValidationError",
    })
    void anErrorOfSageMaker_namesItsException(String event, String exception) {
        assertThat(function.answer(Function.event(event)).header("x-amzn-errortype"))
                .isEqualTo(exception);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /models/all-minilm-l6-v2           | {"inputs": "a", "truncate": 1}         | truncate is true or false
            /models/all-minilm-l6-v2           | {"inputs": []}                         | inputs is a list of 1 to 2048 texts
            /models/all-minilm-l6-v2           | {"inputs": ""}                         | input 0 is empty
            /models/all-minilm-l6-v2           | {"inputs": {"source_sentence": "a"}}   | sentences is a list of 1 to 2048 texts
            /models/all-minilm-l6-v2           | []                                     | the body is not a JSON object
            /models/all-minilm-l6-v2           | {"text": "a"}                          | inputs is required: a text
            /models/all-minilm-l6-v2           | {"inputs": "a", "parameters": {"prompt_name": "query"}} | prompt_name is not served
            /models/all-minilm-l6-v2           | {"inputs": "a", "parameters": {"candidate_labels": ["b"]}} | candidate_labels is not served
            /models/all-minilm-l6-v2           | {"inputs": "a", "parameters": {"function_to_apply": "none"}} | function_to_apply is not served
            /models/letters                    | {"inputs": "a"}                        | call it by POST /v1/completions
            /embed                             | {"inputs": "a", "dimensions": 64}      | dimensions is not served
            /rerank                            | {"texts": ["a"]}                       | query is required: a text
            /models/table                      | {"inputs": "a"}                        | inputs.data is a table
            /models/table                      | {"inputs": {"data": {"length": 1}}}    | is a list of as many values as the others
            /pipeline/no-task/all-minilm-l6-v2 | {"inputs": "a"}                        | not for no-task
            /rerank                            | {"query": "a"}                         | texts is a list of 1 to 2048 texts
            /rerank                            | {"query": "a", "texts": ["b"], "model": 1} | model is the id of a model
            /v2/rerank                         | {"model": "all-minilm-l6-v2", "query": "a", "documents": ["b"], "top_n": 0} | top_n is an integer from 1
            /similarity                        | {"inputs": "a"}                        | inputs is required: an object
            /predict                           | {"inputs": "a", "raw_scores": true}    | raw_scores is not served
            """)
    void aWrongRequest_isRefusedByName_andNotBilled(String path, String body, String message) {
        Said said = function.answer(post(path, body));

        assertThat(said.status()).describedAs(said.text()).isEqualTo(400);
        assertThat(said.text()).contains(message);
        assertThat(function.billed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chat/ | "top_logprobs": 2                            | top_logprobs | top_logprobs needs logprobs
            chat/ | "logit_bias": {"1": 5}                       | logit_bias   | logit_bias is not served
            chat/ | "response_format": {"type": "json_object"}   | response_format | is of type text
            chat/ | "audio": {"voice": "x"}                      | audio        | audio is not served
            chat/ | "tools": [{"type": "function"}]              | tools        | tools is not served
            chat/ | "messages": [{"role": "boss", "content": "a"}] | messages   | the role of message 0 is one of
            chat/ | "messages": [{"role": "user", "content": ""}] | messages    | the content of all messages is empty
            ''     | "suffix": "b"                               | suffix       | suffix is not served
            ''     | "echo": true                                | echo         | echo is not served
            ''     | "prompt": ""                                | prompt       | the prompt is empty
            ''     | "prompt": ["a", ""]                         | prompt       | prompt 1 is empty
            """)
    void aFieldOfACompletionThatIsNotServed_isRefusedByName(String form, String field, String param, String message) {
        String before = form.isEmpty()
                ? "{\"model\":\"letters\",\"prompt\":\"a\","
                : "{\"model\":\"letters\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],";
        String taken =
                field.startsWith("\"messages\"") || field.startsWith("\"prompt\"") ? "{\"model\":\"letters\"," : before;
        Said said = function.answer(post("/v1/" + form + "completions", taken + field + "}"));

        assertThat(said.status()).describedAs(said.text()).isEqualTo(400);
        assertThat(said.text()).contains(message, "\"param\":\"" + param + "\"");
        assertThat(function.billed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"response_format\":{\"type\":\"text\"}", "\"logit_bias\":{}", "\"tools\":[]", "\"tools\":null"
            })
    void aFieldThatChangesNothing_isServed(String field) {
        String body = "{\"model\":\"letters\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],";

        assertThat(function.answer(post("/v1/chat/completions", body + field + "}"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Amzn-SageMaker-Target-Model, other.tar.gz, TargetModel is not served",
        "X-Amzn-SageMaker-Target-Variant, Blue, the one variant of an endpoint is AllTraffic",
    })
    void anotherModelOrVariantOfAnEndpoint_isRefused_andNotBilled(String header, String value, String message) {
        Said said = function.answer(invocation(header, value));

        assertThat(said.status()).isEqualTo(400);
        assertThat(said.text()).contains(message);
        assertThat(function.billed()).isEmpty();
    }

    @Test
    void theOneVariantOfAnEndpoint_isServedByItsName() {
        assertThat(function.answer(invocation("X-Amzn-SageMaker-Target-Variant", "AllTraffic"))
                        .status())
                .isEqualTo(200);
    }

    private static APIGatewayProxyRequestEvent invocation(String header, String value) {
        APIGatewayProxyRequestEvent event = Function.event("inference-sagemaker-json");
        event.getHeaders().put(header, value);
        event.getMultiValueHeaders().put(header, List.of(value));
        return event;
    }

    @Test
    void anUnknownPathUnderVersion2_keepsOpenInferencesErrors() {
        assertThat(function.answer(post("/v2/nothing", "{}")).text()).startsWith("{\"error\":\"there is no");
        assertThat(function.answer(post("/v2/rerank/nothing", "{}")).text()).startsWith("{\"message\":\"there is no");
    }

    private static Amounts billed(String event) {
        Function fresh = new Function();
        fresh.answer(Function.event(event));
        return fresh.billed().getFirst().usage().amounts();
    }

    private JsonNode body(String path, String body) {
        return function.answer(post(path, body)).json();
    }

    private JsonNode json(String event) {
        return function.answer(Function.event(event)).json();
    }

    private static List<Float> floats(JsonNode numbers) {
        List<Float> floats = new ArrayList<>();
        numbers.forEach(number -> floats.add(number.floatValue()));
        assertThat(floats).hasSize(384);
        return floats;
    }

    private static APIGatewayProxyRequestEvent post(String path, String body) {
        APIGatewayProxyRequestEvent event =
                Function.event("inference-embeddings").withPath(path);
        event.getRequestContext().setExtendedRequestId(path + body);
        event.setIsBase64Encoded(false);
        event.setBody(body);
        return event;
    }
}
