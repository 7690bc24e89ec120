package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.http.Json;
import farebox.inference.InMemoryModels;
import farebox.inference.lambda.Function.Said;
import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.metering.Resource;
import farebox.metering.UsageEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of {@code events/inference-*.json}: the status, and a piece of the answer that no other case has. */
final class InferenceHandlerTest {
    private static final String CASES = """
            health                          | 200 | {"status":"ok","version":"
            openapi                         | 200 | "openapi":
            models                          | 200 | {"object":"list","data":[{"id":"all-minilm-l6-v2","object":"model","created":1700000000,"owned_by":"public","task":"text-embedding"},{"id":"faces","object":"model","created":1700000000,"owned_by":"public","task":"object-detection"},{"id":"letters","object":"model","created":1700000000,"owned_by":"public","task":"text-generation"},{"id":"page","object":"model","created":1700000000,"owned_by":"public","task":"image-to-text"},{"id":"table","object":"model","created":1700000000,"owned_by":"public","task":"tabular-classification"}]}
            model                           | 200 | {"id":"all-minilm-l6-v2","object":"model","created":1700000000,"owned_by":"public","task":"text-embedding"}
            model-of-owner                  | 200 | {"id":"all-minilm-l6-v2",
            model-of-owner-escaped          | 200 | {"id":"all-minilm-l6-v2",
            embeddings                      | 200 | "model":"all-minilm-l6-v2","usage":{"prompt_tokens":9,"total_tokens":9}}
            embeddings-base64               | 200 | {"object":"list","data":[{"object":"embedding","index":0,"embedding":"
            embeddings-batch                | 200 | "usage":{"prompt_tokens":18,"total_tokens":18}}
            embeddings-tokens               | 200 | "usage":{"prompt_tokens":9,
            embeddings-dimensions           | 200 | "usage":{"prompt_tokens":9,
            embeddings-alias                | 200 | "model":"all-minilm-l6-v2"
            embeddings-gzip                 | 200 | "usage":{"prompt_tokens":9,
            embeddings-idempotent           | 200 | "usage":{"prompt_tokens":9,
            v2                              | 200 | "name":"farebox"
            v2-live                         | 200 | {"live":true}
            v2-ready                        | 200 | {"ready":true}
            v2-index                        | 200 | "state":"READY"
            v2-statistics                   | 200 | {"model_stats":[{"name":"all-minilm-l6-v2","version":"v1","inference_count":0
            v2-model                        | 200 | {"name":"all-minilm-l6-v2","versions":["v1"],"platform":"onnxruntime_onnx","inputs":[{
            v2-model-of-version             | 200 | "versions":["v1"]
            v2-model-ready                  | 200 | "ready":true
            v2-model-ready-of-version       | 200 | "ready":true
            v2-model-config                 | 200 | "max_batch_size":0
            v2-model-config-of-version      | 200 | "max_batch_size":0
            v2-model-statistics             | 200 | "inference_stats":{"success":{
            v2-model-statistics-of-version  | 200 | "inference_stats":{"success":{
            v2-infer                        | 200 | {"id":"a-1","model_name":"all-minilm-l6-v2","model_version":"v1","outputs":[{"name":"embedding","datatype":"FP32","shape":[2,384],"data":[
            v2-infer-of-version             | 200 | {"id":"a-1","model_name":"all-minilm-l6-v2","model_version":"v1"
            v2-infer-binary                 | 200 | {"id":"a-1","model_name":"all-minilm-l6-v2","model_version":"v1","outputs":[{"name":"embedding","datatype":"FP32","shape":[2,384],"parameters":{"binary_data_size":3072}}]}
            v2-infer-raw                    | 200 | {"model_name":"all-minilm-l6-v2","model_version":"v1","outputs":[{"name":"embedding","datatype":"FP32","shape":[1,384],"parameters":{"binary_data_size":1536}}]}
            v2-infer-stale-header           | 200 | "shape":[1,384],"data":[
            predict                         | 200 | {"predictions":[{"label":"yes","probabilities":{"yes":0.8175
            explain                         | 200 | {"label":"yes","probabilities":{"yes":0.8175
            refused-explain-body            | 400 | the body is {\\"row\\": {column: value}}, {\\"text\\": \\"...\\"} or {\\"image\\": base64}, and nothing else
            refused-explain-column          | 400 | row 0: the column 'width' is missing
            completions                     | 200 | "object":"text_completion","created":1
            completions-tokens              | 200 | "choices":[{"index":0,"text":"bc","logprobs":{"tokens":["b","c"],"token_logprobs":[-1.
            completions-prompts             | 200 | "choices":[{"index":0,"text":"b","logprobs":null,"finish_reason":"length"},{"index":1,"text":"y","logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":2,"completion_tokens":2,"total_tokens":4}}
            chat                            | 200 | "choices":[{"index":0,"message":{"role":"assistant","content":"d","refusal":null},"logprobs":{"content":[{"token":"d","logprob":-1.
            chat-stream                     | 200 | "delta":{"role":"assistant","content":"d"},"logprobs":null,"finish_reason":null}]}
            refused-completions-task        | 400 | is for text-embedding, and this request is for text-generation
            refused-completions-no-prompt   | 400 | "param":"prompt"
            refused-completions-n           | 400 | n is 1; no other value is served
            refused-completions-temperature | 400 | temperature is a number from 0 to 2
            refused-completions-stop        | 400 | "param":"stop"
            refused-completions-too-long    | 400 | "code":"context_length_exceeded"
            refused-chat-no-messages        | 400 | "param":"messages"
            refused-chat-image              | 400 | or a list of parts of type text
            hf-features                     | 200 | [
            hf-features-batch               | 200 | [[
            hf-features-truncated           | 200 | [
            hf-similarity                   | 200 | [1.0
            hf-pipeline                     | 200 | [
            hf-model-pipeline               | 200 | [
            hf-table                        | 200 | ["yes","no"]
            hf-table-data                   | 200 | ["yes","no"]
            tei-embed                       | 200 | [[
            tei-embed-one                   | 200 | [[
            tei-similarity                  | 200 | [1.0
            tei-rerank                      | 200 | [{"index":1,"text":"The cat sits on the mat.","score":1.0},{"index":0,"text":"Quarterly revenue rose.","score":0.
            tei-info                        | 200 | {"model_id":"all-minilm-l6-v2","model_sha":"v1","model_dtype":"float32","model_type":{"embedding":{"pooling":"mean"}},"max_input_length":16,
            sagemaker-json                  | 200 | [
            sagemaker-lines                 | 200 | [
            sagemaker-texts                 | 200 | ,
            sagemaker-rows                  | 200 | no
            sagemaker-rows-as-json          | 200 | ["yes"]
            cohere-rerank                   | 200 | "results":[{"index":1,"relevance_score":1.0},{"index":
            refused-hf-no-inputs            | 400 | {"error":"inputs is required: a text","error_type":"Validation"}
            refused-hf-item                 | 400 | {"error":"item 1 of inputs is not a text","error_type":"Validation"}
            refused-hf-task                 | 400 | {"error":"the model 'all-minilm-l6-v2' is for feature-extraction and sentence-similarity, not for text-classification","error_type":"Validation"}
            refused-hf-unknown-model        | 404 | {"error":"the model 'no-such-model' does not exist, or this key may not use it","error_type":"Validation"}
            refused-hf-bytes                | 400 | is for text-embedding and reads no bytes; send a JSON object with inputs
            refused-hf-column               | 400 | the column 'width' is a list of as many values as the others
            refused-hf-no-key               | 401 | "error_type":"Validation"
            refused-tei-task                | 400 | is for text-embedding, and this request is for text-classification
            refused-tei-inputs              | 400 | {"error":"inputs is a list of 1 to 2048 texts","error_type":"Validation"}
            refused-tei-method              | 405 | {"error":"/embed does not have the method GET; it has POST","error_type":"Validation"}
            refused-sagemaker-content-type  | 400 | "message":"the content type is one of application/json, application/jsonlines, text/csv, application/x-image, not 'application/xml'"}
            refused-sagemaker-line          | 400 | "message":"line 2: the body is not JSON
            refused-sagemaker-columns       | 400 | "message":"line 2 has 2 values, and the model has 3 columns: [length, width, colour]"}
            refused-sagemaker-number        | 400 | "message":"line 1: the column 'length' is of numbers, and a value is not one"}
            refused-sagemaker-endpoint      | 404 | "message":"the model 'no-such-model' does not exist, or this key may not use it"}
            refused-cohere-no-documents     | 400 | {"message":"documents is a list of 1 to 2048 texts"}
            refused-cohere-no-model         | 400 | {"message":"model is required: the id of a model, as GET /v1/models lists it"}
            refused-predict-unknown-column  | 400 | row 1 has a column 'height' that the model does not have; it has [colour, length, width]","type":"invalid_request_error","param":"rows[1]"
            refused-predict-missing-column  | 400 | row 1: the column 'width' is missing","type":"invalid_request_error","param":"rows[1].width"
            refused-predict-value           | 400 | row 0: the column 'width' does not fit: an element of a floating-point datatype is a number
            refused-predict-no-rows         | 400 | rows is a list of objects, each with a value for every column
            refused-predict-no-columns      | 400 | the model 'all-minilm-l6-v2' is for text-embedding and has no named columns; call it by POST /v1/embeddings
            refused-embeddings-task         | 400 | the model 'table' is for tabular-classification, and this request is for text-embedding
            refused-no-key                  | 401 | "code":"invalid_api_key"
            refused-admin-key               | 403 | "code":"insufficient_scope"
            refused-unknown-model           | 404 | "param":null,"code":"model_not_found"
            refused-other-tenants-model     | 404 | "code":"model_not_found"
            refused-no-model                | 400 | "param":"model"
            refused-no-input                | 400 | "param":"input"
            refused-empty-input             | 400 | "param":"input"
            refused-empty-list              | 400 | "param":"input"
            refused-empty-item              | 400 | "param":"input"
            refused-empty-tokens            | 400 | "param":"input"
            refused-mixed-input             | 400 | item 1 is something else
            refused-object-input            | 400 | "param":"input"
            refused-fractional-token        | 400 | a token id is an integer, and that at position
            refused-unknown-token           | 400 | they are 0 to 30521
            embeddings-large                | 200 | "object":"list","data":[{"object":"embedding","index":0,"embedding":[
            refused-too-many-items          | 400 | it has 2049 items, and a call may have 2048
            refused-too-long                | 400 | reads at most 16 tokens, and input 0 has 602; shorten or split that text","type":"invalid_request_error","param":"input","code":"context_length_exceeded"
            refused-zero-dimensions         | 400 | "param":"dimensions"
            refused-too-many-dimensions     | 400 | gives 384 dimensions at most","type":"invalid_request_error","param":"dimensions"
            refused-encoding-format         | 400 | "param":"encoding_format"
            refused-half-a-character        | 400 | unpaired surrogate
            refused-not-json                | 400 | is not JSON that is accepted here
            refused-no-body                 | 400 | is not a JSON object
            refused-no-object               | 400 | is not a JSON object
            refused-too-deep                | 400 | exceeds the maximum allowed (32)
            refused-duplicate-name          | 400 | Duplicate
            refused-trailing-text           | 400 | is not JSON that is accepted here
            refused-coding                  | 400 | content-encoding must be
            refused-cut-gzip                | 400 | is cut short
            refused-idempotency-key         | 400 | "param":"Idempotency-Key"
            refused-method                  | 405 | {"error":"/v2/models/all-minilm-l6-v2/infer does not have the method GET; it has POST"}
            refused-path                    | 404 | {"error":"the model 'all-minilm-l6-v2/nothing' does not exist
            refused-model                   | 404 | "code":"model_not_found"
            refused-v2-model                | 404 | {"error":"the model 'no-such-model' does not exist, or this key may not use it"}
            refused-v2-version              | 404 | {"error":"the model 'all-minilm-l6-v2' of version 'v9' does not exist
            refused-v2-infer-unknown-model  | 404 | {"error":"the model 'no-such-model' does not exist
            refused-v2-infer-no-key         | 401 | {"error":"no live API key came with the request
            refused-v2-infer-no-inputs      | 400 | {"error":"inputs is required: a list of at least one tensor"}
            refused-v2-infer-unknown-input  | 400 | {"error":"there is no input 'words'; the model reads 'text'"}
            refused-v2-infer-unknown-output | 400 | {"error":"there is no output 'logits'; the model gives 'embedding'"}
            refused-v2-infer-datatype       | 400 | {"error":"input 'text' is of datatype BYTES, not FP32"}
            refused-v2-infer-shape          | 400 | {"error":"data does not hold 2 elements
            refused-v2-infer-huge-shape     | 400 | {"error":"a tensor has at most 4194304 elements"}
            refused-v2-infer-cut-short      | 400 | {"error":"the body ends before the 56 bytes of input 'text'; 51 are left"}
            refused-v2-infer-not-json       | 400 | {"error":"the body is not JSON that is accepted here
            """;

    private final Function function = new Function();

    static Stream<Arguments> cases() {
        return CASES.lines()
                .map(line -> line.split(" \\| ", 3))
                .map(parts -> Arguments.of("inference-" + parts[0].trim(), Integer.valueOf(parts[1]), parts[2]));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void event_isAnsweredAsItShould(String event, int status, String piece) {
        Said said = function.answer(Function.event(event));

        assertThat(said.status()).describedAs(said.text()).isEqualTo(status);
        assertThat(said.text()).contains(piece);
        assertThat(said.header("x-request-id")).isNotBlank();
        assertThat(said.header("openai-processing-ms").isBlank())
                .isEqualTo(!Function.event(event).getPath().startsWith("/v1/"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void event_isBilledOnceIfItIsAnAnsweredPrediction_andElseNever(String event, int status, String piece) {
        boolean prediction = event.matches(
                "inference-(embeddings|completions|chat|v2-infer|predict|explain|hf-|tei-(?!info)|sagemaker-|cohere-).*");

        Said said = function.answer(Function.event(event));

        assertThat(function.billed(Meter.CALLS)).isEqualTo(prediction ? 1 : 0);
        assertThat(said.header("x-farebox-event").isEmpty()).isEqualTo(!prediction);
        assertThat(function.models.leases()).isZero();
    }

    @Test
    void anEventThatIsHandedOver_hasAWholeResponse() {
        assertThat(function.handle(Function.event("inference-embeddings")))
                .usingRecursiveComparison()
                .ignoringFields("headers")
                .isEqualTo(
                        function.answer(Function.event("inference-embeddings")).response());
    }

    @Test
    void everyEventHasACase() {
        assertThat(cases().map(each -> String.valueOf(each.get()[0]))).hasSameElementsAs(Function.events());
    }

    @Test
    void aPrediction_isBilledForWhatItUsed() {
        var call = Function.event("inference-embeddings-batch");
        Said said = function.answer(call);

        UsageEvent event = function.billed().getFirst();
        assertThat(event.id().toString()).contains("demo");
        assertThat(event.usage().resource()).isEqualTo(Resource.model("all-minilm-l6-v2", "v1"));
        Amounts amounts = event.usage().amounts();
        assertThat(amounts.of(Meter.CALLS)).isOne();
        assertThat(amounts.of(Meter.TOKENS_IN)).isEqualTo(18);
        assertThat(amounts.of(Meter.TOKENS_OUT)).isZero();
        assertThat(amounts.of(Meter.BYTES_IN)).isEqualTo(Base64.getDecoder().decode(call.getBody()).length);
        assertThat(amounts.of(Meter.BYTES_OUT)).isEqualTo(said.bytes().length);
    }

    @Test
    void theSameIdempotencyKey_isAnsweredTwiceAndBilledOnce() {
        Said first = function.answer(Function.event("inference-embeddings-idempotent"));
        Said again = function.answer(Function.event("inference-embeddings-idempotent"));

        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("content-type")).isEqualTo("application/json");
        assertThat(again.header("x-farebox-event")).isEqualTo(first.header("x-farebox-event"));
        assertThat(first.header("idempotent-replayed")).isEmpty();
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(function.billed()).hasSize(1);
    }

    @Test
    void theSameIdempotencyKey_forAnotherModelOrReading_isRefused() {
        Map<String, String> key = Map.of("Idempotency-Key", "k");
        var first = Function.event("inference-v2-infer-binary");
        var otherModel = Function.event("inference-v2-infer-binary").withPath("/v2/models/public-other/infer");
        var otherReading = Function.event("inference-v2-infer-binary");
        add(first, key);
        add(otherModel, key);
        add(otherReading, Map.of("Idempotency-Key", "k", "inference-header-content-length", "0"));
        otherReading.getHeaders().remove("Inference-Header-Content-Length");

        assertThat(function.answer(first).status()).isEqualTo(200);
        assertThat(function.answer(otherModel).status()).isEqualTo(422);
        assertThat(function.answer(otherReading).status()).isEqualTo(422);
        assertThat(function.billed()).hasSize(1);
    }

    @Test
    void aReplayedBinaryAnswer_keepsItsHeader() {
        var event = Function.event("inference-v2-infer-binary");
        add(event, Map.of("Idempotency-Key", "k"));

        Said first = function.answer(event);
        Said again = function.answer(event);

        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(again.header("inference-header-content-length"))
                .isNotEmpty()
                .isEqualTo(first.header("inference-header-content-length"));
        assertThat(again.bytes()).isEqualTo(first.bytes());
    }

    @Test
    void bothProtocols_countInTheStatistics() {
        function.answer(Function.event("inference-embeddings-batch"));
        function.answer(Function.event("inference-v2-infer"));
        function.answer(Function.event("inference-refused-unknown-token"));

        JsonNode counted = new Json()
                .object(function.answer(Function.event("inference-v2-model-statistics"))
                        .bytes())
                .get("model_stats")
                .get(0);
        assertThat(counted.get("inference_count").intValue()).isEqualTo(4);
        assertThat(counted.get("inference_stats").get("success").get("count").intValue())
                .isEqualTo(2);
        assertThat(counted.get("inference_stats").get("fail").get("count").intValue())
                .isEqualTo(1);
    }

    @Test
    void base64_holdsTheSameNumbersAsFloat() {
        JsonNode numbers = embedding("inference-embeddings");
        byte[] bytes = Base64.getDecoder()
                .decode(embedding("inference-embeddings-base64").textValue());

        float[] decoded = new float[384];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(decoded);
        assertThat(numbers).hasSize(384);
        for (int i = 0; i < decoded.length; i++) {
            assertThat(numbers.get(i).floatValue()).isEqualTo(decoded[i]);
        }
    }

    private static APIGatewayProxyRequestEvent batch(int size, String acceptEncoding) {
        APIGatewayProxyRequestEvent event = Function.event("inference-embeddings");
        add(event, Map.of("Accept-Encoding", acceptEncoding));
        event.setIsBase64Encoded(false);
        event.setBody("{\"model\":\"%s\",\"input\":[%s]}"
                .formatted(
                        Function.MODEL,
                        IntStream.range(0, size)
                                .mapToObj(i -> "\"text " + i + "\"")
                                .collect(Collectors.joining(","))));
        return event;
    }

    /** 2,048 vectors as numbers are about 9 MB, and a response that is not streamed may have 6. */
    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "deflate"})
    void theLargestBatchAsNumbers_isStreamed_compressedWhereTheClientAcceptsThat(String coding) throws IOException {
        Said said = function.answer(batch(2_048, "br, " + coding));

        assertThat(said.status()).isEqualTo(200);
        assertThat(said.header("content-encoding")).isEqualTo(coding.equals("identity") ? "" : coding);
        assertThat(said.bytes().length).isGreaterThan(coding.equals("identity") ? 6 * 1024 * 1024 : 1024 * 1024);
        JsonNode data = new ObjectMapper()
                .readTree(decoded(coding, new ByteArrayInputStream(said.bytes())))
                .get("data");
        assertThat(data).hasSize(2_048);
        assertThat(data.get(2_047).get("embedding")).hasSize(384);
        assertThat(function.billed()).hasSize(1);
    }

    private static InputStream decoded(String coding, InputStream body) throws IOException {
        return switch (coding) {
            case "gzip" -> new GZIPInputStream(body);
            case "deflate" -> new InflaterInputStream(body);
            default -> body;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"64.0", "6.4e1"})
    void dimensions_areAnIntegerByTheirValue(String dimensions) {
        APIGatewayProxyRequestEvent event = Function.event("inference-embeddings");
        event.setIsBase64Encoded(false);
        event.setBody("{\"model\":\"%s\",\"input\":[[101.0,2e2,102]],\"dimensions\":%s}"
                .formatted(Function.MODEL, dimensions));

        JsonNode body = new Json().object(function.answer(event).bytes());
        assertThat(body.at("/data/0/embedding")).hasSize(64);
        assertThat(body.at("/usage/prompt_tokens").intValue()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ["a", ""]            | input 1 is empty
            ["a", 1]             | item 1 is something else
            ["a", "b\\udc00"]    | /input/1
            [[1], []]            | item 1 is empty
            [[1], [1, 1.5]]      | position 1 of item 1
            [[1], [-1]]          | input 1 has a token id
            """)
    void aWrongItem_isNamed(String input, String message) {
        APIGatewayProxyRequestEvent event = Function.event("inference-embeddings");
        event.setIsBase64Encoded(false);
        event.setBody("{\"model\":\"%s\",\"input\":%s}".formatted(Function.MODEL, input));

        Said said = function.answer(event);

        assertThat(said.status()).isEqualTo(400);
        assertThat(said.text()).contains(message, "\"param\":\"input\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/public/%s", "/v2/models/public%%2F%s", "/v2/models/public%%2f%s"})
    void aModelIsFoundByItsQualifiedName_whetherItsSlashIsEscapedOrNot(String path) {
        function.models.add(InMemoryModels.ref("demo", Function.MODEL), "v9", "champion");
        String root = path.formatted(Function.MODEL);

        for (String rest : List.of("", "/ready", "/config", "/stats", "/versions/v1", "/versions/v1/ready")) {
            Said said = function.answer(Function.event("inference-v2-model").withPath(root + rest));

            assertThat(said.status()).describedAs(rest).isEqualTo(200);
            assertThat(said.text()).contains("\"public/" + Function.MODEL + "\"");
        }
        Said inferred = function.answer(Function.event("inference-v2-infer").withPath(root + "/infer"));
        assertThat(inferred.text())
                .contains("\"model_name\":\"public/" + Function.MODEL + "\",\"model_version\":\"v1\"");
    }

    @Test
    void dimensions_areCutAndBroughtBackToLengthOne() {
        JsonNode numbers = embedding("inference-embeddings-dimensions");

        double sum = 0;
        for (JsonNode number : numbers) {
            sum += number.doubleValue() * number.doubleValue();
        }
        assertThat(numbers).hasSize(64);
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    private JsonNode embedding(String event) {
        Said said = function.answer(Function.event(event));
        return new Json().object(said.bytes()).get("data").get(0).get("embedding");
    }

    /** In the single-value form alone, as an event written by hand has it. */
    private static void add(APIGatewayProxyRequestEvent event, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(event.getHeaders());
        all.putAll(headers);
        event.setHeaders(all);
        event.setMultiValueHeaders(null);
    }
}
