package farebox.inference;

import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;

/**
 * A tenant's request to one version of a model.
 *
 * @param card the version to use, chosen from the {@link Catalog}
 */
public record ModelCall(TenantId tenant, ModelCard card, Deadline deadline) {

    /**
     * The model's spec, for requests that only one task serves.
     *
     * @throws InvalidRequest if the model is for another task
     */
    public <S extends ModelSpec> S require(Class<S> spec) {
        return ResolvedModel.require(card, spec);
    }
}
