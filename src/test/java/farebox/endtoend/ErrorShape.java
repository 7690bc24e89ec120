package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** How the clients of each protocol read a refusal. */
enum ErrorShape {
    /** {@code {"error": {"message", "type", "param", "code"}}} and nothing else. */
    OPENAI {
        @Override
        String words(HttpReply httpReply) {
            assertThat(httpReply.json().properties()).hasSize(1);
            JsonNode error = httpReply.json().path("error");
            assertThat(error.fieldNames()).toIterable().containsExactlyInAnyOrder("message", "type", "param", "code");
            assertThat(error.path("type").isTextual()).isTrue();
            return error.path("message").asText() + " " + error.path("param").asText() + " "
                    + error.path("code").asText();
        }
    },
    /** {@code {"error": "..."}} and nothing else. */
    OPEN_INFERENCE {
        @Override
        String words(HttpReply httpReply) {
            assertThat(httpReply.json().fieldNames()).toIterable().containsExactly("error");
            assertThat(httpReply.json().path("error").isTextual()).isTrue();
            return httpReply.json().path("error").textValue();
        }
    },
    /** {@code {"error": "...", "error_type": "..."}} and nothing else. */
    HUGGING_FACE {
        @Override
        String words(HttpReply httpReply) {
            assertThat(httpReply.json().fieldNames()).toIterable().containsExactly("error", "error_type");
            assertThat(httpReply.json().path("error_type").isTextual()).isTrue();
            return httpReply.json().path("error").textValue();
        }
    },
    /** {@code {"__type": "...", "message": "..."}}, and the same name of an exception in a header. */
    SAGEMAKER {
        @Override
        String words(HttpReply httpReply) {
            assertThat(httpReply.json().fieldNames()).toIterable().containsExactlyInAnyOrder("__type", "message");
            assertThat(httpReply.json().path("__type").textValue()).isEqualTo(httpReply.header("x-amzn-errortype"));
            return httpReply.json().path("message").textValue();
        }
    },
    /** {@code {"message": "..."}}. */
    COHERE {
        @Override
        String words(HttpReply httpReply) {
            assertThat(httpReply.json().fieldNames()).toIterable().containsExactly("message");
            return httpReply.json().path("message").textValue();
        }
    },
    /** RFC 9457. */
    PROBLEM {
        @Override
        String words(HttpReply httpReply) {
            JsonNode problem = httpReply.json();
            assertThat(problem.fieldNames()).toIterable().contains("type", "title", "status", "detail");
            assertThat(problem.path("status").intValue()).isEqualTo(httpReply.status());
            return problem.path("detail").asText() + " " + problem.path("code").asText();
        }
    };

    /** What it says, after the whole shape was looked at. */
    abstract String words(HttpReply httpReply);

    void requireIn(HttpReply httpReply) {
        assertThat(words(httpReply)).isNotBlank();
        assertThat(httpReply.header("content-type")).contains("json");
        assertThat(httpReply.header("x-request-id")).isNotBlank();
        assertThat(words(httpReply).toLowerCase(Locale.ROOT))
                .doesNotContain("exception", "java.", "farebox.local", "\tat ");
    }
}
