package farebox.models;

import farebox.kernel.ModelVersion;
import java.time.Instant;

/**
 * What a caller may know of one version of a model.
 *
 * @param maxTokens the longest input in tokens, special tokens included
 * @param vocabulary token ids are below this
 * @param dimensions the length of an embedding
 */
public record ModelCard(
        ModelRef ref, ModelVersion version, Instant created, int maxTokens, int vocabulary, int dimensions) {}
