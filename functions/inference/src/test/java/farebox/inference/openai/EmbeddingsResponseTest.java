package farebox.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.inference.Embeddings;
import farebox.kernel.TokenCount;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EmbeddingsResponseTest {
    private static final float[] NUMBERS = {
        0f, -0f, 1f, -1f, 0.1f, 1f / 3, -1.0E-10f, 12_345_678f, Float.MIN_NORMAL, Float.MIN_VALUE, Float.MAX_VALUE
    };

    private final Json json = new Json();

    @Test
    void write_givesEveryNumberExactly() {
        JsonNode data = written(NUMBERS, NUMBERS).path("data");

        assertThat(data).hasSize(2);
        assertThat(data.at("/0/embedding")).hasSize(NUMBERS.length);
        for (int i = 0; i < NUMBERS.length; i++) {
            assertThat(data.at("/0/embedding").get(i).floatValue()).isEqualTo(NUMBERS[i]);
        }
        assertThat(data.at("/1/index").intValue()).isEqualTo(1);
    }

    @Test
    void write_endsWithTheModelAndTheUsage() {
        JsonNode response = written(new float[] {1f});

        assertThat(response.path("model").asText()).isEqualTo("mini");
        assertThat(response.at("/usage/prompt_tokens").intValue()).isEqualTo(9);
        assertThat(response.at("/usage/total_tokens").intValue()).isEqualTo(9);
    }

    private JsonNode written(float[]... vectors) {
        Embeddings embeddings = new Embeddings(List.of(vectors), new TokenCount(9), Duration.ZERO);
        return json.object(
                new EmbeddingsResponse(json).write("mini", embeddings, EmbeddingFormat.FLOAT, vectors[0].length));
    }
}
