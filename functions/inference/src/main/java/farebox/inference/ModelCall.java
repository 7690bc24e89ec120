package farebox.inference;

import farebox.kernel.Deadline;
import farebox.kernel.TenantId;
import farebox.models.ModelCard;

/**
 * A tenant's request to one version of a model.
 *
 * @param card the version to use, chosen from the {@link Catalog}
 */
public record ModelCall(TenantId tenant, ModelCard card, Deadline deadline) {}
