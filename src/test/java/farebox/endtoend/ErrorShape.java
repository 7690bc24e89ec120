package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** How the clients of each protocol read a refusal. */
enum ErrorShape {
    /** {@code {"error": {"message", "type", "param", "code"}}} and nothing else. */
    OPENAI {
        @Override
        String words(Said said) {
            assertThat(said.json().properties()).hasSize(1);
            JsonNode error = said.json().path("error");
            assertThat(error.fieldNames()).toIterable().containsExactlyInAnyOrder("message", "type", "param", "code");
            assertThat(error.path("type").isTextual()).isTrue();
            return error.path("message").asText() + " " + error.path("param").asText() + " "
                    + error.path("code").asText();
        }
    },
    /** {@code {"error": "..."}} and nothing else. */
    OPEN_INFERENCE {
        @Override
        String words(Said said) {
            assertThat(said.json().fieldNames()).toIterable().containsExactly("error");
            assertThat(said.json().path("error").isTextual()).isTrue();
            return said.json().path("error").textValue();
        }
    },
    /** RFC 9457. */
    PROBLEM {
        @Override
        String words(Said said) {
            JsonNode problem = said.json();
            assertThat(problem.fieldNames()).toIterable().contains("type", "title", "status", "detail");
            assertThat(problem.path("status").intValue()).isEqualTo(said.status());
            return problem.path("detail").asText() + " " + problem.path("code").asText();
        }
    };

    /** What it says, after the whole shape was looked at. */
    abstract String words(Said said);

    void requireIn(Said said) {
        assertThat(words(said)).isNotBlank();
        assertThat(said.header("content-type")).contains("json");
        assertThat(said.header("x-request-id")).isNotBlank();
        assertThat(said.text().toLowerCase(Locale.ROOT)).doesNotContain("exception", "java.", "farebox.local", "\tat ");
    }
}
