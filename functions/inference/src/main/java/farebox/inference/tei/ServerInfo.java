package farebox.inference.tei;

import farebox.inference.EmbedCommand;
import farebox.inference.ResolvedModel;
import farebox.models.ModelSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code GET /info} tells.
 *
 * @param model the id of the model that serves a request which names none
 * @param version of this server
 */
public record ServerInfo(String model, String version) {
    Map<String, Object> of(ResolvedModel resolvedModel) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("model_id", resolvedModel.id());
        info.put("model_sha", resolvedModel.card().version().value());
        info.put("model_dtype", "float32");
        if (resolvedModel.card().spec() instanceof ModelSpec.TextEmbedding spec) {
            String pooling = spec.pooling().name().toLowerCase(Locale.ROOT);
            info.put("model_type", Map.of("embedding", Map.of("pooling", pooling)));
            info.put("max_input_length", spec.text().maxTokens());
        }
        info.put("max_client_batch_size", EmbedCommand.MAX_INPUTS);
        info.put("auto_truncate", false);
        info.put("version", version);
        return info;
    }
}
