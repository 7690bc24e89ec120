package farebox.models.publish;

import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.Provenance;
import farebox.models.tensor.GraphSchema;
import java.nio.file.Path;

/** Turns a graph as it is given into the form that is served. */
public interface ModelConverter {
    /** What converts, and how; another converter makes another version of the same model. */
    String converter();

    /**
     * Validates a graph, converts it to the form that opens fastest, and compares the result with what was given.
     *
     * @param graph as it was given
     * @param folder holds the other files under their {@linkplain FileRole#fileName() names}, a second graph as it was
     *     given as {@link PublicationFolder#RECOGNITION}; the converted graphs are put beside them
     * @throws InvalidRequest if these files do not make a model of that spec, or converting changes its results by more
     *     than is accepted, with the reason
     */
    Converted convert(Path graph, Path folder, PublishRequest request);

    /** What became of a graph. */
    record Converted(GraphSchema graph, Provenance.Comparison comparison) {}
}
