package farebox.models;

import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.NotReady;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.util.List;
import java.util.Optional;

/** The models that can be served. */
public interface Models {
    /**
     * Opens a model or takes it from memory.
     *
     * @param kind what the model can do, such as {@link EmbeddingModel}; {@link Model} for any
     * @throws InvalidRequest if the model cannot do that
     * @throws NotFound if there is no such model, version or alias
     * @throws NotReady if it is still loading at the deadline
     * @throws DataCorrupted if its files are damaged and a second fetch did not mend them
     * @throws Unavailable if the registry does not answer
     */
    <M extends Model> Lease<M> open(ModelRef model, Selector selector, Class<M> kind, Deadline deadline);

    /**
     * The selected version, without loading it.
     *
     * @throws DataCorrupted if its manifest cannot be read
     */
    Optional<ModelCard> find(ModelRef model, Selector selector);

    /** What is tried beside a model's champion, as far as this process has seen of late; it asks nobody. */
    Optional<Canary> canary(ModelRef model);

    /** The champion of each of an owner's models, by name; without those whose manifest cannot be read. */
    List<ModelCard> list(TenantId owner);

    /** Every version of a model whose manifest can be read, oldest first; empty if there is no such model. */
    List<ModelVersion> versions(ModelRef model);
}
