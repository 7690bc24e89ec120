package farebox.inference;

import farebox.kernel.Caller;
import farebox.kernel.ExpiringCache;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which models a tenant may use, and what they are called: its own and the public ones. Its own hides a public one of
 * the same name, and another tenant's looks as if it were not there.
 */
public final class Catalog {
    /** OpenAI's code for a model that is not there. */
    public static final String MODEL_NOT_FOUND = "model_not_found";

    static final Duration ABSENT_TTL = Duration.ofSeconds(10);

    /** Callers may make up names. */
    private static final int MAX_ABSENT = 10_000;

    /**
     * Who asks.
     *
     * @param caller the same in all requests of one caller
     */
    private record By(TenantId tenant, String caller) {
        private static By of(Caller caller) {
            return new By(caller.tenant(), caller.tenant() + "/" + caller.key());
        }
    }

    private final Models models;
    /** Models of tenants that were not there, so that not every call to a public model asks for a tenant's own. */
    private final ExpiringCache<ModelRef, ModelRef> absent;

    public Catalog(Models models, InstantSource clock) {
        this(models, clock, task -> Thread.ofVirtual().start(task));
    }

    /** @param background looks again for what was not there, off the calls */
    Catalog(Models models, InstantSource clock, Executor background) {
        this.models = models;
        this.absent = new ExpiringCache<>(ABSENT_TTL, MAX_ABSENT, clock, background);
    }

    /**
     * The version that is meant, without loading it.
     *
     * @param written as {@link ModelId} has it
     * @throws NotFound if there is none, or the caller may not know of it
     */
    public ResolvedModel choose(TenantId caller, String written) {
        return choose(new By(caller, caller.value()), written);
    }

    /** As {@link #choose(TenantId, String)}; while a canary lasts, all requests of one key get the same version. */
    public ResolvedModel choose(Caller caller, String written) {
        return choose(By.of(caller), written);
    }

    private ResolvedModel choose(By by, String written) {
        return ModelId.parse(written)
                .flatMap(id -> find(by, id))
                .orElseThrow(() -> new NotFound(
                        "the model '" + written + "' does not exist, or this key may not use it", MODEL_NOT_FOUND));
    }

    /** As {@link #choose(TenantId, String)}, for protocols that have a place of its own for the version. */
    public ResolvedModel choose(TenantId caller, String written, String version) {
        return ModelId.parse(written, Optional.of(version))
                .flatMap(id -> find(new By(caller, caller.value()), id))
                .orElseThrow(() -> new NotFound(
                        "the model '" + written + "' of version '" + version
                                + "' does not exist, or this key may not use it",
                        MODEL_NOT_FOUND));
    }

    /** The champion of every model that the caller may use, by name. */
    public List<ResolvedModel> visible(TenantId caller) {
        List<ModelCard> own = models.list(caller);
        List<ModelCard> shared = caller.equals(ModelRef.PUBLIC) ? List.of() : models.list(ModelRef.PUBLIC);
        Set<ModelName> hiding = own.stream().map(card -> card.ref().name()).collect(Collectors.toUnmodifiableSet());
        return Stream.concat(
                        own.stream()
                                .map(card -> new ResolvedModel(card.ref().name().value(), card)),
                        shared.stream()
                                .map(card ->
                                        shared(card, hiding.contains(card.ref().name()))))
                .sorted(Comparator.comparing(
                        resolvedModel -> resolvedModel.card().ref().name()))
                .toList();
    }

    /** Every version of the model, oldest first. */
    public List<ModelVersion> versions(ResolvedModel resolvedModel) {
        return models.versions(resolvedModel.card().ref());
    }

    private Optional<ResolvedModel> find(By by, ModelId id) {
        TenantId caller = by.tenant();
        if (id.owner().isPresent() || caller.equals(ModelRef.PUBLIC)) {
            TenantId owner = id.owner().orElse(caller);
            boolean allowed = owner.equals(caller) || owner.equals(ModelRef.PUBLIC);
            return allowed ? card(owner, id, by).map(card -> offer(caller, id, card)) : Optional.empty();
        }
        return findUnqualified(by, id);
    }

    /**
     * That the caller has no model of a public one's name is believed for a while; that there is none at all, never.
     */
    private Optional<ResolvedModel> findUnqualified(By by, ModelId id) {
        TenantId caller = by.tenant();
        ModelRef own = new ModelRef(caller, id.name());
        Optional<ModelCard> shared = absent.find(own, () -> exists(own) ? Optional.empty() : Optional.of(own))
                .flatMap(_ -> card(ModelRef.PUBLIC, id, by));
        if (shared.isPresent()) {
            return shared.map(card -> offer(caller, id, card));
        }
        Optional<ModelCard> card = card(caller, id, by);
        if (card.isEmpty() && !(id.selection().isPresent() && exists(own))) {
            absent.put(own, own);
            card = card(ModelRef.PUBLIC, id, by);
        }
        return card.map(found -> offer(caller, id, found));
    }

    private Optional<ModelCard> card(TenantId owner, ModelId id, By by) {
        ModelRef ref = new ModelRef(owner, id.name());
        for (Selector selector : id.selectors(by.caller())) {
            Optional<ModelCard> card = models.find(ref, selector);
            if (card.isPresent()) {
                return card;
            }
        }
        return Optional.empty();
    }

    private ResolvedModel offer(TenantId caller, ModelId id, ModelCard card) {
        boolean namedByOwner = id.owner().isPresent() && !id.owner().get().equals(caller);
        return shared(card, namedByOwner && exists(new ModelRef(caller, id.name())));
    }

    private static ResolvedModel shared(ModelCard card, boolean hidden) {
        return new ResolvedModel(
                hidden ? card.ref().toString() : card.ref().name().value(), card);
    }

    /** A caller who asks for a version that its own model lacks must not get a public model instead. */
    private boolean exists(ModelRef ref) {
        return models.find(ref, Selector.champion()).isPresent();
    }
}
