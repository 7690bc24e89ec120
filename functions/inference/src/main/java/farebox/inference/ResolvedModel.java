package farebox.inference;

import farebox.metering.Resource;
import farebox.models.ModelCard;
import farebox.models.ModelRef;

/**
 * A version of a model as one tenant may use it.
 *
 * @param id the shortest by which that tenant can name the model
 */
public record ResolvedModel(String id, ModelCard card) {

    /** As it stands on bills, the same for every tenant: {@code owner/name}, or a public model's name alone. */
    public Resource resource() {
        ModelRef ref = card.ref();
        String name = ref.owner().equals(ModelRef.PUBLIC) ? ref.name().value() : ref.toString();
        return Resource.model(name, card.version().value());
    }
}
