package farebox.inference;

import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import java.util.List;

/**
 * @param tenant who asks
 * @param card the version to use, chosen from the {@link Catalog}
 * @param inputs at least one
 */
public record EmbedCommand(TenantId tenant, ModelCard card, List<Input> inputs, Deadline deadline) {
    /** The most inputs of one call, in every protocol. */
    public static final int MAX_INPUTS = 2_048;

    public EmbedCommand {
        inputs = List.copyOf(inputs);
    }

    /** @throws InvalidRequest if the model is for something else */
    ModelSpec.TextEmbedding spec() {
        return ResolvedModel.require(card, ModelSpec.TextEmbedding.class);
    }

    ModelCall call() {
        return new ModelCall(tenant, card, deadline);
    }
}
