package farebox.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResponseValidatorTest {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final OpenApiDocument DOCUMENT = document("""
            paths:
              /v1/models/{id}:
                get:
                  responses:
                    '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Model'}}}}
                    '404': {$ref: '#/components/responses/NotFound'}
                delete: {responses: {'204': {description: Gone.}}}
              /v1/models/{id}/weights:
                get: {responses: {'200': {content: {application/octet-stream: {}}}}}
              /v1/models/all:
                get: {responses: {'200': {content: {application/json: {schema: {type: array}}}}}}
              /v1/lost/{other}:
                get: {parameters: [{name: another, in: path}]}
            components:
              schemas:
                Model: {type: object, required: [id], properties: {id: {type: string}}, additionalProperties: false}
              responses:
                NotFound: {content: {application/problem+json: {schema: {required: [title]}}}}
            """);

    private final ResponseValidator validator = new ResponseValidator(DOCUMENT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /v1/models/a         | 200 | application/json; charset=utf-8 | {"id": "a"}
            GET    | /v1/models/owner/a   | 200 | application/json         | {"id": "a"}
            GET    | /v1/models/all       | 200 | application/json         | []
            GET    | /v1/models/a         | 404 | application/problem+json | {"title": "Not found"}
            DELETE | /v1/models/a         | 204 | ''                       | ''
            GET    | /v1/models/a/weights | 200 | application/octet-stream | not JSON
            GET    | /v1/models/a         | 405 | text/plain               | no such method
            GET    | /v1/nothing          | 404 | text/plain               | not here
            """)
    void violations_ofWhatIsDocumented_areNone(String method, String path, int status, String type, String body) {
        assertThat(validator.violations(new ResponseValidator.Response(method, path, status, type, body)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET | /v1/models/a   | 200 | application/json         | {"id": 1}              | integer found, string expected
            GET | /v1/models/a   | 200 | application/json         | {"id": "a", "more": 1} | more
            GET | /v1/models/a   | 200 | application/json         | {"id"                  | the body is not JSON
            GET | /v1/models/a   | 200 | text/html                | <html>                 | has the content type text/html, which is not documented
            GET | /v1/models/a   | 404 | application/problem+json | {}                     | title
            GET | /v1/models/a   | 418 | application/json         | {}                     | GET /v1/models/{id} 418 is not documented
            GET | /v1/models/all | 200 | application/json         | {"id": "a"}            | array expected
            GET | /v1/nothing    | 200 | application/json         | {}                     | GET /v1/nothing is not documented
            """)
    void violations_tellWhatIsNotDocumented(
            String method, String path, int status, String type, String body, String violation) {
        assertThat(validator.violations(new ResponseValidator.Response(method, path, status, type, body)))
                .singleElement()
                .asString()
                .contains(violation);
    }

    @Test
    void undeclaredPathParameters_areFound() {
        assertThat(DOCUMENT.undeclaredPathParameters()).contains("GET /v1/lost/{other} declares [{another}]");
    }

    private static OpenApiDocument document(String yaml) {
        try {
            return new OpenApiDocument(YAML.readTree(yaml));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
