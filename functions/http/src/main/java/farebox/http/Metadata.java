package farebox.http;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.kernel.InvalidRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a caller notes with an object of OpenAI's API, in the field {@code metadata}: at most 16 pairs of texts, of 64
 * and 512 characters (<a href="https://platform.openai.com/docs/api-reference/batch/create">Create batch</a>).
 */
public final class Metadata {
    private static final String FIELD = "metadata";
    private static final int MAX_PAIRS = 16;
    private static final int MAX_KEY = 64;
    private static final int MAX_VALUE = 512;

    private Metadata() {}

    /**
     * The pairs of a request in their order; none if it has none.
     *
     * @throws InvalidRequest if they are something else, or too many or too long
     */
    public static Map<String, String> of(JsonNode body) {
        JsonNode metadata = body.path(FIELD);
        Map<String, String> pairs = new LinkedHashMap<>();
        boolean valid = metadata.isMissingNode() || metadata.isNull() || metadata.isObject();
        for (Map.Entry<String, JsonNode> pair : metadata.properties()) {
            String value = pair.getValue().asText();
            valid &= pair.getValue().isTextual() && pair.getKey().length() <= MAX_KEY && value.length() <= MAX_VALUE;
            pairs.put(pair.getKey(), value);
        }
        if (!valid || pairs.size() > MAX_PAIRS) {
            throw new InvalidRequest("metadata has at most 16 pairs of texts, of 64 and 512 characters", FIELD);
        }
        return pairs;
    }
}
