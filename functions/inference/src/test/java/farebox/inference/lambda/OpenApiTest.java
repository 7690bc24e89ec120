package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.http.ApiDocumentation;
import farebox.http.Json;
import farebox.openapi.OpenApiDocument;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The OpenAPI files are true to what is served; {@link Function} holds every response against them. */
final class OpenApiTest {
    private final Function function = new Function();

    /** A model of another owner is documented with its slash escaped; a path parameter has no other form in OpenAPI. */
    @Test
    void operations_areThoseOfTheRoutes() {
        ApiDocumentation.assertDocumented(
                function.routes().stream().filter(route -> !route.path().contains("{owner}")));
    }

    @Test
    void document_isWholeAndStatesTheVersionOfTheService() throws IOException {
        OpenApiDocument document = OpenApiDocument.parse(
                function.answer(Function.event("inference-openapi")).bytes());

        assertThat(document.operations()).containsKeys("POST /v1/embeddings", "GET /v1/usage", "GET /v1/balance");
        assertThat(document.danglingReferences()).isEmpty();
        assertThat(document.undeclaredPathParameters()).isEmpty();
        assertThat(document.json().at("/info/version").textValue())
                .isEqualTo(new Json()
                        .object(function.answer(Function.event("inference-health"))
                                .bytes())
                        .get("version")
                        .textValue());
        assertThat(document.json().path("openapi").textValue()).startsWith("3.1");
    }
}
