package farebox.training.pipeline.http;

import farebox.http.HttpRequest;
import farebox.kernel.InvalidRequest;
import farebox.training.pipeline.PipelineRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which jobs a list asks for, by their metadata: {@code metadata[key]=value} for those that show every such pair, or
 * {@code metadata=null} for those with which nothing was noted (<a
 * href="https://platform.openai.com/docs/api-reference/fine-tuning/list">List fine-tuning jobs</a>).
 */
final class MetadataFilter {
    private static final String NAME = "metadata";
    private static final String OPEN = NAME + "[";
    private static final String CLOSE = "]";
    private static final String NULL = "null";

    private MetadataFilter() {}

    /** @throws InvalidRequest if the query's filter is neither, both, or gives two values to one key */
    static Predicate<PipelineRun> of(HttpRequest request) {
        Optional<String> plain = request.query(NAME);
        Map<String, String> pairs = pairs(request);
        if (plain.isPresent() && (!plain.get().equals(NULL) || !pairs.isEmpty())) {
            throw new InvalidRequest("the filter by metadata is metadata[key]=value or metadata=null", NAME);
        }
        return plain.isPresent()
                ? run -> run.request().metadata().isEmpty()
                : run -> FineTuningJson.metadata(run).entrySet().containsAll(pairs.entrySet());
    }

    private static Map<String, String> pairs(HttpRequest request) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String name : request.query().keySet()) {
            if (name.startsWith(OPEN) && name.endsWith(CLOSE)) {
                String key = name.substring(OPEN.length(), name.length() - CLOSE.length());
                request.query(name).ifPresent(value -> pairs.put(key, value));
            }
        }
        return pairs;
    }
}
