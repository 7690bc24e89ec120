package farebox.inference;

import farebox.kernel.Deadline;
import farebox.kernel.TenantId;
import farebox.models.ModelCard;
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
}
