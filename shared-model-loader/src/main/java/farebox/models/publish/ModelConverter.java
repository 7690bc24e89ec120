package farebox.models.publish;

import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import java.nio.file.Path;

/** Knows graphs from the inside. */
public interface ModelConverter {
    /** What converts, and how; another converter makes another version of the same model. */
    String converter();

    /**
     * Admits a graph, converts it to the form that opens fastest, and makes sure that it still gives the same answers.
     *
     * @param graph as it was given
     * @param folder holds the tokenizer under its {@linkplain FileRole#fileName() name}; the converted graph is put
     *     beside it
     * @throws InvalidRequest if this graph and tokenizer are not served, with the reason
     */
    ConvertedModel prepare(Path graph, Path folder, EmbeddingSettings settings);
}
