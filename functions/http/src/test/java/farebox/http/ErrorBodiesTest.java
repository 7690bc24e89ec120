package farebox.http;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.Unauthenticated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorBodiesTest {
    private final ErrorBodies errorBodies = new ErrorBodies(new Json());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /v1/embeddings                    | {"error":{"message":"no","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}
                    /v1/organization/usage/embeddings | {"error":{"message":"no","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}
                    /v2/models/m/infer                | {"error":"no"}
                    /v2                               | {"error":"no"}
                    /v1/usage                         | {"type":"/problems/unauthenticated","title":"No live key","status":401,"detail":"no"}
                    /v20                              | {"type":"/problems/unauthenticated","title":"No live key","status":401,"detail":"no"}
                    /                                 | {"type":"/problems/unauthenticated","title":"No live key","status":401,"detail":"no"}
                    """)
    void bodyFor_speaksTheProtocolOfThePath(String path, String body) {
        assertThat(errorBodies.bodyFor(path, new Unauthenticated("no"))).isEqualTo(body);
    }
}
