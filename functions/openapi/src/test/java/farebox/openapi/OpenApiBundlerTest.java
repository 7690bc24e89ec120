package farebox.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenApiBundlerTest {
    private static final String BASE = """
            openapi: 3.1.0
            info: {title: Farebox}
            components: {schemas: {Error: {type: object}}}
            """;
    private static final String FILES = """
            tags: [{name: files}]
            paths:
              /v1/files:
                get: {responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}}}
            """;

    @TempDir
    private Path root;

    @Test
    void main_writesTheFilesOfEveryModuleAsOneDocument() throws IOException {
        file("functions/http/src/main/openapi/base.yaml", BASE);
        file("functions/files/src/main/openapi/files.yaml", FILES);
        file("functions/batch/src/main/openapi/batch.yaml", "tags: [{name: batch}]\npaths: {/v1/batches: {get: {}}}");
        file("functions/batch/src/main/resources/other.yaml", "title: not one of them");

        OpenApiBundler.main(new String[] {
            root.toString(), "1.2.3", root.resolve("out/openapi.json").toString()
        });

        String written = Files.readString(root.resolve("out/openapi.json"));
        OpenApiDocument document = new OpenApiDocument(new ObjectMapper().readTree(written));
        assertThat(document.operations()).containsOnlyKeys("GET /v1/batches", "GET /v1/files");
        assertThat(document.json().path("info").toString()).isEqualTo("{\"title\":\"Farebox\",\"version\":\"1.2.3\"}");
        assertThat(document.json().path("tags").toString()).isEqualTo("[{\"name\":\"batch\"},{\"name\":\"files\"}]");
    }

    @Test
    void bundle_whatTwoFilesDefineIsAnError() throws IOException {
        Path one = file("one.yaml", "components: {schemas: {Error: {type: object}}}");
        Path two = file("two.yaml", "components: {schemas: {Error: {type: object}}}");

        assertThatThrownBy(() -> OpenApiBundler.bundle(List.of(one, two), "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two.yaml: components: schemas: Error: type is defined by another file too");
    }

    @Test
    void bundle_aReferenceThatLeadsNowhereIsAnError() throws IOException {
        Path file = file("files.yaml", FILES);

        assertThatThrownBy(() -> OpenApiBundler.bundle(List.of(file), "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("#/components/schemas/Error");
    }

    private Path file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
