package farebox.inference;

import farebox.kernel.AliasName;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.Canary;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Models;
import farebox.models.Pooling;
import farebox.models.Selector;
import farebox.models.TextInput;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
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

    private static final ModelSpec SPEC = new ModelSpec.TextEmbedding(
            new TextInput(MAX_TOKENS, 30_522), "last_hidden_state", Pooling.MEAN, true, 384);
    private static final GraphSchema GRAPH = new GraphSchema(
            List.of(new TensorSchema("input_ids", TensorType.INT64, List.of(-1L, -1L))),
            List.of(new TensorSchema("last_hidden_state", TensorType.FP32, List.of(-1L, -1L, 384L))));

    private final Map<ModelRef, Map<ModelVersion, Model>> versions = new LinkedHashMap<>();
    private final Map<ModelRef, Map<AliasName, ModelVersion>> aliases = new LinkedHashMap<>();
    private final Map<ModelRef, Canary> canaries = new LinkedHashMap<>();
    private final List<ModelRef> looked = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
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

    /** A public model of any kind, as {@code v1} and champion. */
    public InMemoryModels add(String name, ModelSpec spec, GraphSchema graph, Function<ModelCard, Model> open) {
        ModelRef ref = ref("public", name);
        ModelVersion version = new ModelVersion("v1");
        ModelCard card = new ModelCard(ref, version, Instant.ofEpochSecond(1_700_000_000), spec, graph);
        versions.computeIfAbsent(ref, _ -> new LinkedHashMap<>()).put(version, open.apply(card));
        aliases.computeIfAbsent(ref, _ -> new LinkedHashMap<>()).put(new AliasName("champion"), version);
        return this;
    }

    public InMemoryModels add(ModelRef ref, String version, String alias, Function<ModelCard, EmbeddingModel> open) {
        ModelVersion added = new ModelVersion(version);
        ModelCard card = new ModelCard(ref, added, Instant.ofEpochSecond(1_700_000_000), SPEC, GRAPH);
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

    /** Each lease's model and version, in order. */
    public List<String> opened() {
        return List.copyOf(opened);
    }

    @Override
    public <M extends Model> Lease<M> open(ModelRef ref, Selector selector, Class<M> kind, Deadline deadline) {
        Model found = model(ref, selector).orElseThrow(() -> new NotFound("there is no model " + ref));
        if (!kind.isInstance(found)) {
            throw new InvalidRequest(ref + " is no " + kind.getSimpleName());
        }
        M model = kind.cast(found);
        opened.add(ref + " " + found.card().version());
        leases++;
        return new Lease<>() {
            @Override
            public M value() {
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
        return model(ref, selector).map(Model::card);
    }

    /** Tries a version that was added beside the champion. */
    public InMemoryModels canary(ModelRef ref, String candidate, int percent) {
        canaries.put(ref, new Canary(new ModelVersion(candidate), percent, Instant.MAX));
        return this;
    }

    @Override
    public Optional<Canary> canary(ModelRef ref) {
        return Optional.ofNullable(canaries.get(ref));
    }

    @Override
    public List<ModelCard> list(TenantId owner) {
        return versions.keySet().stream()
                .filter(ref -> ref.owner().equals(owner))
                .flatMap(ref -> model(ref, Selector.champion()).stream())
                .map(Model::card)
                .toList();
    }

    @Override
    public List<ModelVersion> versions(ModelRef ref) {
        return List.copyOf(versions.getOrDefault(ref, Map.of()).keySet());
    }

    private Optional<Model> model(ModelRef ref, Selector selector) {
        Map<ModelVersion, Model> all = versions.getOrDefault(ref, Map.of());
        return switch (selector) {
            case Selector.ByVersion chosen -> Optional.ofNullable(all.get(chosen.version()));
            case Selector.ByAlias(AliasName alias) ->
                Optional.ofNullable(aliases.getOrDefault(ref, Map.of()).get(alias))
                        .map(all::get);
            case Selector.ForCaller(AliasName alias, String caller) ->
                canary(ref)
                        .filter(canary -> canary.serves(ref, caller))
                        .flatMap(canary -> model(ref, new Selector.ByVersion(canary.candidate())))
                        .or(() -> model(ref, new Selector.ByAlias(alias)));
        };
    }
}
