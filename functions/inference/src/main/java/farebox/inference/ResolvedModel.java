package farebox.inference;

import farebox.models.ModelCard;
import farebox.models.ModelRef;

/**
 * A version of a model as one tenant may use it.
 *
 * @param id the shortest by which that tenant can name the model
 */
public record ResolvedModel(String id, ModelCard card) {

    /**
     * What the model is called on bills, the same for every tenant: {@code owner/name}, or a public one's name alone.
     */
    public String billedAs() {
        ModelRef ref = card.ref();
        return ref.owner().equals(ModelRef.PUBLIC) ? ref.name().value() : ref.toString();
    }
}
