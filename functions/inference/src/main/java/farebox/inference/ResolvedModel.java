package farebox.inference;

import farebox.kernel.InvalidRequest;
import farebox.metering.Resource;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Task;

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

    /**
     * The model's spec, for requests that only one task serves.
     *
     * @throws InvalidRequest if the model is for another task
     */
    public <S extends ModelSpec> S require(Class<S> spec) {
        return require(card, spec);
    }

    static <S extends ModelSpec> S require(ModelCard card, Class<S> spec) {
        if (!spec.isInstance(card.spec())) {
            throw new InvalidRequest(
                    "the model '%s' is for %s, and this request is for %s; GET /v1/models shows the task of each model"
                            .formatted(
                                    card.ref().name(),
                                    card.spec().task().wireName(),
                                    Task.of(spec).wireName()),
                    "model");
        }
        return spec.cast(card.spec());
    }
}
