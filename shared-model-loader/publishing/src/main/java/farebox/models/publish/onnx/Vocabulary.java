package farebox.models.publish.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.file.Path;

/** How many words a tokenizer knows, read out of its {@code tokenizer.json}. */
final class Vocabulary {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(32).build())
            .build());

    private Vocabulary() {}

    /**
     * One more than the largest id that the tokenizer can give.
     *
     * @throws InvalidRequest if the file is no tokenizer
     */
    static int size(Path tokenizer) throws IOException {
        JsonNode root = read(tokenizer);
        JsonNode words = root.path("model").path("vocab");
        // A unigram model lists its words and their ids are their places; the others name the id of each.
        long size = words.isArray() ? words.size() : 0;
        if (words.isObject()) {
            for (JsonNode id : words) {
                size = Math.max(size, id.asLong() + 1);
            }
        }
        for (JsonNode added : root.path("added_tokens")) {
            size = Math.max(size, added.path("id").asLong() + 1);
        }
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new InvalidRequest("the tokenizer has no vocabulary");
        }
        return (int) size;
    }

    private static JsonNode read(Path tokenizer) throws IOException {
        try {
            return MAPPER.readTree(tokenizer.toFile());
        } catch (JsonProcessingException e) {
            throw new InvalidRequest("the tokenizer is not JSON");
        }
    }
}
