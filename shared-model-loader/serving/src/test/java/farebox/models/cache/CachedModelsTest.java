package farebox.models.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.AliasName;
import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.NotReady;
import farebox.kernel.TenantId;
import farebox.models.Canary;
import farebox.models.EmbeddingModel;
import farebox.models.FileRole;
import farebox.models.Lease;
import farebox.models.Manifest;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.SampleModel;
import farebox.models.Selector;
import farebox.models.registry.Alias;
import farebox.models.registry.ETag;
import farebox.models.registry.ModelRegistry;
import farebox.models.registry.ObjectKey;
import farebox.models.signature.TestSignatures;
import farebox.models.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedModelsTest {
    private static final ModelRef ONE = ref("one");
    private static final ModelRef TWO = ref("two");
    private static final AliasName CHAMPION = SampleModel.CHAMPION;

    private final Path folder;
    private final FaultyObjectStore store = new FaultyObjectStore();
    private final ModelRegistry modelRegistry = new ModelRegistry(store, TestSignatures.ONE);
    private final FakeOpener opener = new FakeOpener();
    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private final InstantSource clock = () -> now;
    private Models models;

    CachedModelsTest(@TempDir Path folder) {
        this.folder = folder;
        this.models = models(new ByteCount(1_000));
    }

    @BeforeEach
    void publish() throws IOException {
        add(ONE, "v-b", 1);
        add(ONE, "v-a", 2);
        add(TWO, "v-c", 3);
        modelRegistry.point(ONE, CHAMPION, new ModelVersion("v-b"), Optional.empty());
        modelRegistry.point(TWO, CHAMPION, new ModelVersion("v-c"), Optional.empty());
    }

    @Test
    void open_givesTheVersionThatTheAliasPointsTo() {
        assertThat(opened(ONE, Selector.champion())).isEqualTo("v-b");
    }

    @Test
    void open_givesTheVersionThatIsAskedFor() {
        assertThat(opened(ONE, new Selector.ByVersion(new ModelVersion("v-a")))).isEqualTo("v-a");
    }

    @Test
    void open_ofWhatIsNotThereIsNotFound() {
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> opened(ref("none"), Selector.champion()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> opened(new ModelRef(new TenantId("other"), ONE.name()), Selector.champion()));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> opened(ONE, new Selector.ByAlias(new AliasName("canary"))));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> opened(ONE, new Selector.ByVersion(new ModelVersion("v-c"))));
    }

    @Test
    void open_ofAModelThatCannotDoThatIsInvalidAndKeepsNoLease() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> models.open(ONE, Selector.champion(), EmbeddingModel.class, soon()))
                .withMessageContaining("text-embedding");

        models = models(new ByteCount(15));
        opened(TWO, Selector.champion());
        assertThat(opener.closed).isEmpty();
    }

    @Test
    void open_opensOnceAndInAFolderWithExactlyTheFiles() {
        opened(ONE, Selector.champion());
        opened(ONE, Selector.champion());

        assertThat(opener.opened).containsExactly("v-b");
        assertThat(opener.seen).containsExactly("graph.ort", "tokenizer.json");
    }

    @Test
    void find_givesEachCallerOneVersionWhileACanaryLasts() {
        startCanary(30);
        assertThat(champion()).isEqualTo("v-b");
        Canary canary = models.canary(ONE).orElseThrow();

        for (int i = 0; i < 50; i++) {
            String caller = "caller" + i;
            assertThat(version(Selector.champion(caller))).isEqualTo(canary.serves(ONE, caller) ? "v-a" : "v-b");
        }
        assertThat(versionsOfCallers(50)).containsExactlyInAnyOrder("v-a", "v-b");
    }

    @Test
    void find_givesTheChampionOnceTheCanaryHasEnded() {
        startCanary(30);
        now = now.plusSeconds(30);

        assertThat(versionsOfCallers(100)).containsOnly("v-b");
        assertThat(models.canary(ONE)).isEmpty();
    }

    @Test
    void canary_asksNobody() {
        startCanary(30);
        int reads = store.reads.get();

        assertThat(models.canary(ONE)).isEmpty();
        assertThat(store.reads.get()).isEqualTo(reads);
    }

    /** 100,000 requests of 200 callers, while canaries start, end and are promoted the whole time. */
    @Test
    void find_whileTheAliasFlips_neverFails() {
        List<String> callers =
                IntStream.range(0, 200).mapToObj(i -> "caller" + i).toList();
        ModelVersion a = new ModelVersion("v-a");
        ModelVersion b = new ModelVersion("v-b");
        Map<String, Integer> served = new HashMap<>();

        for (int flip = 0; flip < 100; flip++) {
            Alias alias = modelRegistry.alias(ONE, CHAMPION).orElseThrow();
            ModelVersion other = alias.version().equals(a) ? b : a;
            if (flip % 2 == 0) {
                modelRegistry.startCanary(ONE, CHAMPION, new Canary(other, 20, now.plusSeconds(60)), alias);
            } else {
                modelRegistry.point(ONE, CHAMPION, flip % 4 == 1 ? other : alias.version(), Optional.of(alias));
            }
            for (int request = 0; request < 1_000; request++) {
                now = now.plusMillis(3);
                served.merge(opened(ONE, Selector.champion(callers.get(request % 200))), 1, Integer::sum);
            }
        }

        assertThat(served.keySet()).containsExactlyInAnyOrder("v-a", "v-b");
        assertThat(served.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100_000);
    }

    private void startCanary(int seconds) {
        modelRegistry.startCanary(
                ONE,
                CHAMPION,
                new Canary(new ModelVersion("v-a"), 20, now.plusSeconds(seconds)),
                modelRegistry.alias(ONE, CHAMPION).orElseThrow());
    }

    private Set<String> versionsOfCallers(int callers) {
        return IntStream.range(0, callers)
                .mapToObj(i -> version(Selector.champion("caller" + i)))
                .collect(Collectors.toSet());
    }

    private String version(Selector selector) {
        return models.find(ONE, selector).orElseThrow().version().value();
    }

    @Test
    void find_showsAFlipWithinASecond() {
        champion();
        modelRegistry.point(ONE, CHAMPION, new ModelVersion("v-a"), modelRegistry.alias(ONE, CHAMPION));

        now = now.plusMillis(499);
        assertThat(champion()).isEqualTo("v-b");

        now = now.plusMillis(501);
        assertThat(champion()).isEqualTo("v-a");
    }

    @Test
    void find_byACallerWhoComesOftenNeverWaitsForTheStore() {
        List<Runnable> background = new ArrayList<>();
        models = models(new ByteCount(1_000), background::add);
        champion();
        int reads = store.reads.get();

        now = now.plusMillis(501);
        champion();
        champion();

        assertThat(store.reads).hasValue(reads);
        assertThat(background).hasSize(1);
        background.removeFirst().run();
        now = now.plusMillis(499);
        champion();
        assertThat(store.reads).hasValue(reads + 1);
    }

    @Test
    void open_afterTheClockWentBackAsksAgain() {
        opened(ONE, Selector.champion());
        modelRegistry.point(ONE, CHAMPION, new ModelVersion("v-a"), modelRegistry.alias(ONE, CHAMPION));

        now = now.minusSeconds(3_600);

        assertThat(opened(ONE, Selector.champion())).isEqualTo("v-a");
    }

    @Test
    void open_evictsAndClosesButNeverWhatIsInUse() throws IOException {
        // Room for one: each counts 2 x (3 + 4) bytes.
        models = models(new ByteCount(15));
        Lease<Model> inUse = models.open(ONE, Selector.champion(), Model.class, soon());

        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(
                        () -> models.open(TWO, Selector.champion(), Model.class, Deadline.after(Duration.ZERO, clock)));
        assertThat(opener.closed).isEmpty();

        inUse.close();
        assertThat(opener.closed).containsExactly("v-b");
        assertThat(opened(TWO, Selector.champion())).isEqualTo("v-c");
        assertThat(folders()).isEqualTo(1);
    }

    @Test
    void open_ofFilesThatMakeNoModelLeavesNothingBehind() throws IOException {
        opener.broken = true;
        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> opened(ONE, Selector.champion()));
        assertThat(folders()).isZero();

        opener.broken = false;
        assertThat(opened(ONE, Selector.champion())).isEqualTo("v-b");
    }

    @Test
    void open_afterADamagedDownloadIsServedByTheNext() {
        store.next(2, FaultyObjectStore::flipped);

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> opened(ONE, Selector.champion()));
        assertThat(opened(TWO, Selector.champion())).isEqualTo("v-c");
        assertThat(opened(ONE, Selector.champion())).isEqualTo("v-b");
    }

    @Test
    void find_listAndVersionsLoadNothing() {
        assertThat(models.find(ONE, Selector.champion()).map(ModelCard::version))
                .contains(new ModelVersion("v-b"));
        assertThat(models.find(ref("none"), Selector.champion())).isEmpty();
        assertThat(models.list(ModelRef.PUBLIC)).extracting(ModelCard::ref).containsExactly(ONE, TWO);
        assertThat(models.list(new TenantId("other"))).isEmpty();
        // Oldest first, whatever the names.
        assertThat(models.versions(ONE)).containsExactly(new ModelVersion("v-b"), new ModelVersion("v-a"));
        assertThat(models.versions(ref("none"))).isEmpty();
        assertThat(opener.opened).isEmpty();
    }

    @Test
    void list_leavesOutWhatCannotBeRead_andAskingForItSaysWhatToDo() {
        ObjectKey manifest = new ObjectKey("models/" + ONE.owner() + "/" + ONE.name() + "/v-b/manifest.json");
        ETag written = store.real.head(manifest).orElseThrow().tag();
        store.real.replace(manifest, written, "{\"schema\":2}".getBytes(StandardCharsets.UTF_8));

        assertThat(models.list(ModelRef.PUBLIC)).extracting(ModelCard::ref).containsExactly(TWO);
        assertThat(models.versions(ONE)).containsExactly(new ModelVersion("v-a"));
        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> models.find(ONE, Selector.champion()))
                .withMessageContaining("publish the model again");
    }

    private String opened(ModelRef model, Selector selector) {
        try (Lease<Model> lease = models.open(model, selector, Model.class, soon())) {
            return lease.value().card().version().value();
        }
    }

    private Models models(ByteCount budget) {
        return models(budget, Runnable::run);
    }

    private Models models(ByteCount budget, Executor background) {
        return CachedModels.over(
                modelRegistry, opener, folder.resolve("cache"), new CacheLimits(budget, budget), clock, background);
    }

    private Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10), clock);
    }

    private String champion() {
        return models.find(ONE, Selector.champion()).orElseThrow().version().value();
    }

    private long folders() throws IOException {
        try (Stream<Path> open = Files.list(folder.resolve("cache").resolve("open"))) {
            return open.count();
        }
    }

    private void add(ModelRef model, String version, int age) throws IOException {
        byte[] graph = ("g" + age + "!").getBytes(StandardCharsets.UTF_8);
        byte[] tokenizer = ("tok" + age).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("graph.ort"), graph);
        Files.write(folder.resolve("tokenizer.json"), tokenizer);
        modelRegistry.add(
                new Manifest(
                        model,
                        new ModelVersion(version),
                        now.plusSeconds(age),
                        SampleModel.embeddingSpec(),
                        SampleModel.embeddingGraph(),
                        List.of(file(FileRole.GRAPH, graph), file(FileRole.TOKENIZER, tokenizer)),
                        new TreeMap<>(),
                        SampleModel.provenance()),
                folder);
    }

    private static ModelFile file(FileRole role, byte[] content) {
        return ModelFile.of(role, content);
    }

    private static ModelRef ref(String name) {
        return new ModelRef(ModelRef.PUBLIC, new ModelName(name));
    }

    /** Opens without an engine, and writes down what happens. */
    private static final class FakeOpener implements ModelOpener {
        private final List<String> opened = new ArrayList<>();
        private final List<String> closed = new ArrayList<>();
        private List<String> seen = List.of();
        private boolean broken;

        @Override
        public OpenModel open(Path folder, Manifest manifest) {
            if (broken) {
                throw new DataCorrupted("no model");
            }
            try (Stream<Path> files = Files.list(folder)) {
                seen = files.map(file -> file.getFileName().toString()).sorted().toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            opened.add(manifest.version().value());
            return new FakeModel(manifest);
        }

        private final class FakeModel implements OpenModel {
            private final Manifest manifest;

            private FakeModel(Manifest manifest) {
                this.manifest = manifest;
            }

            @Override
            public ModelCard card() {
                return manifest.card();
            }

            @Override
            public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
                return List.of();
            }

            @Override
            public void close() {
                closed.add(manifest.version().value());
            }
        }
    }
}
