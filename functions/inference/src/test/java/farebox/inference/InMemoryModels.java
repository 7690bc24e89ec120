package farebox.inference;

import farebox.kernel.AliasName;
import farebox.kernel.Deadline;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Models in maps; each is open as soon as it is added. */
public final class InMemoryModels implements Models {
    public static final ModelRef MINI = ref("public", "mini");
    public static final int MAX_TOKENS = 16;

    private final Map<ModelRef, Map<ModelVersion, EmbeddingModel>> versions = new LinkedHashMap<>();
    private final Map<ModelRef, Map<AliasName, ModelVersion>> aliases = new LinkedHashMap<>();
    private final List<ModelRef> looked = new ArrayList<>();
    private int leases;

    public static ModelRef ref(String owner, String name) {
        return new ModelRef(new TenantId(owner), new ModelName(name));
    }

    /** The public model {@code mini}, of 384 dimensions. */
    public static InMemoryModels withMini() {
        return new InMemoryModels().add(MINI, "v1", "champion");
    }

    /** @param alias moves to this version; empty for none */
    public InMemoryModels add(ModelRef ref, String version, String alias) {
        return add(ref, version, alias, card -> new WordModel(card, () -> {}));
    }

    public InMemoryModels add(ModelRef ref, String version, String alias, Function<ModelCard, EmbeddingModel> open) {
        ModelVersion added = new ModelVersion(version);
        ModelCard card = new ModelCard(ref, added, Instant.ofEpochSecond(1_700_000_000), MAX_TOKENS, 30_522, 384);
        versions.computeIfAbsent(ref, _ -> new LinkedHashMap<>()).put(added, open.apply(card));
        if (!alias.isEmpty()) {
            aliases.computeIfAbsent(ref, _ -> new LinkedHashMap<>()).put(new AliasName(alias), added);
        }
        return this;
    }

    /** Leases that are not closed. */
    public int leases() {
        return leases;
    }

    /** What {@link #find} was asked for, in order. */
    public List<ModelRef> looked() {
        return List.copyOf(looked);
    }

    @Override
    public Lease<EmbeddingModel> open(ModelRef ref, Selector selector, Deadline deadline) {
        EmbeddingModel model = model(ref, selector).orElseThrow(() -> new NotFound("there is no model " + ref));
        leases++;
        return new Lease<>() {
            @Override
            public EmbeddingModel value() {
                return model;
            }

            @Override
            public void close() {
                leases--;
            }
        };
    }

    @Override
    public Optional<ModelCard> find(ModelRef ref, Selector selector) {
        looked.add(ref);
        return model(ref, selector).map(EmbeddingModel::card);
    }

    @Override
    public List<ModelCard> list(TenantId owner) {
        return versions.keySet().stream()
                .filter(ref -> ref.owner().equals(owner))
                .flatMap(ref -> model(ref, Selector.champion()).stream())
                .map(EmbeddingModel::card)
                .toList();
    }

    @Override
    public List<ModelVersion> versions(ModelRef ref) {
        return List.copyOf(versions.getOrDefault(ref, Map.of()).keySet());
    }

    private Optional<EmbeddingModel> model(ModelRef ref, Selector selector) {
        Map<ModelVersion, EmbeddingModel> all = versions.getOrDefault(ref, Map.of());
        return switch (selector) {
            case Selector.ByVersion chosen -> Optional.ofNullable(all.get(chosen.version()));
            case Selector.ByAlias chosen ->
                Optional.ofNullable(aliases.getOrDefault(ref, Map.of()).get(chosen.alias()))
                        .map(all::get);
        };
    }
}
