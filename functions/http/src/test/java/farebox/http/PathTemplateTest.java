package farebox.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathTemplateTest {
    @ParameterizedTest
    @CsvSource({
        "/health, /health",
        "/v2/models/{model}/infer, /v2/models/m/infer",
        "/v1/models/{id+}, /v1/models/a",
        "/v1/models/{id+}, /v1/models/a/b/c",
    })
    void match_findsPathsOfItsForm(String template, String path) {
        assertThat(PathTemplate.of(template).match(PathTemplate.split(path))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "/health, /healthy",
        "/health, /health/",
        "/health, /health/x",
        "/v2/models/{model}/infer, /v2/models//infer",
        "/v2/models/{model}/infer, /v2/models/m",
        "/v2/models/{model}, /v2/models/m/infer",
        "/v1/models/{id+}, /v1/models",
        "/v1/models/{id+}, /v1/models/",
        "/v1, /",
    })
    void match_leavesOtherPathsAlone(String template, String path) {
        assertThat(PathTemplate.of(template).match(PathTemplate.split(path))).isEmpty();
    }

    @Test
    void match_namesTheVariables() {
        assertThat(PathTemplate.of("/v2/models/{model}/versions/{version}")
                        .match(PathTemplate.split("/v2/models/m/versions/3")))
                .contains(Map.of("model", "m", "version", "3"));
    }

    @Test
    void match_givesTheRestOfThePathToAVariableWithAPlus() {
        assertThat(PathTemplate.of("/v1/models/{id+}").match(PathTemplate.split("/v1/models/owner/name")))
                .contains(Map.of("id", "owner/name"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/{model}/predict, /v1/models/{id+}",
        "/v1/models/all, /v1/models/{id}",
        "/v1/models/{id}, /v1/models/{id+}",
        "/v2/models/{model}/versions/{version}, /v2/models/{owner}/{model}/infer",
        "/v1/{kind}/{id}/content, /v1/{kind}/{rest+}"
    })
    void mostSpecificFirst_putsLiteralsBeforeVariablesAndVariablesBeforeTheRest(String first, String second) {
        assertThat(Stream.of(PathTemplate.of(second), PathTemplate.of(first)).sorted(PathTemplate::compareSpecificity))
                .extracting(PathTemplate::toString)
                .containsExactly(first, second);
    }
}
