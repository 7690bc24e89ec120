package farebox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.kernel.Unauthenticated;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorBodiesTest {
    private final ErrorBodies errorBodies = new ErrorBodies(
            ErrorFormats.parse("/v1=OPENAI /v2=OPEN_INFERENCE /v1/usage=PROBLEM /v2/rerank=COHERE /models=HUGGING_FACE"
                    + " /endpoints=SAGEMAKER"),
            new Json());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /v1/embeddings                    | {"error":{"message":"no","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}
                    /v1/organization/usage/embeddings | {"error":{"message":"no","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}
                    /v2/models/m/infer                | {"error":"no"}
                    /v2                               | {"error":"no"}
                    /v1/usage                         | {"type":"/problems/unauthenticated","title":"No live key","status":401,"detail":"no"}
                    /v2/rerank                        | {"message":"no"}
                    /models/m                         | {"error":"no","error_type":"Validation"}
                    /endpoints/m/invocations          | {"__type":"UnrecognizedClientException","message":"no"}
                    /v20                              | {"type":"/problems/unauthenticated","title":"No live key","status":401,"detail":"no"}
                    /                                 | {"type":"/problems/unauthenticated","title":"No live key","status":401,"detail":"no"}
                    """)
    void bodyFor_hasTheFormatOfThePath(String path, String body) {
        assertThat(errorBodies.bodyFor(path, new Unauthenticated("no")).body()).isEqualTo(body);
    }

    @Test
    void bodyFor_hasTheMediaTypeOfTheFormat() {
        assertThat(errorBodies.bodyFor("/v1/usage", new Unauthenticated("no")).contentType())
                .isEqualTo("application/problem+json");
        assertThat(errorBodies.bodyFor("/v2", new Unauthenticated("no")).contentType())
                .isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /v1/embeddings | {"error": {"message": "slow down", "type": "rate_limit_error", "param": null, "code": "rate_limit_exceeded"}}
                    /v2/models/m   | {"error": "slow down"}
                    /v2/rerank     | {"error": "rate_limit_exceeded", "message": "slow down"}
                    /models/m      | {"error": "slow down", "error_type": "Overloaded"}
                    /endpoints/m   | {"error": "rate_limit_exceeded", "__type": "ThrottlingException", "message": "slow down"}
                    /v1/usage      | {"error": "rate_limit_exceeded", "type": "/problems/throttled", "title": "Too many requests", "status": 429, "detail": "slow down"}
                    """)
    void gatewayContext_completesTheMessageOfATemplate(String path, String body) {
        Map<String, String> context = errorBodies.gatewayContext(path);

        assertThat("{\"error\": " + context.getOrDefault(GatewayErrorFormat.THROTTLED.variable("Open"), "")
                        + "\"slow down\"" + context.getOrDefault(GatewayErrorFormat.THROTTLED.variable("Close"), "")
                        + "}")
                .isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1=OPENAI", "/v1", "/v1=XML", "/v1=OPENAI=PROBLEM"})
    void errorFormats_rejectASettingOfAnotherForm(String setting) {
        assertThatIllegalArgumentException().isThrownBy(() -> ErrorFormats.parse(setting));
    }
}
