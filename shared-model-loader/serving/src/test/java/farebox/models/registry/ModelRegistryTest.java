package farebox.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.Canary;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.SampleModel;
import farebox.models.registry.ObjectStore.StoredObject;
import farebox.models.signature.TestSignatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRegistryTest {
    private static final ModelVersion V1 = new ModelVersion("v-1");
    private static final ModelVersion V2 = new ModelVersion("v-2");
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Canary CANARY = new Canary(V2, 5, Instant.parse("2026-01-31T12:05:00Z"));

    @TempDir
    Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final ModelRegistry modelRegistry = new ModelRegistry(store, TestSignatures.ONE);

    @BeforeEach
    void writeFiles() throws IOException {
        Files.write(folder.resolve("graph.ort"), new byte[23]);
        Files.write(folder.resolve("tokenizer.json"), new byte[7]);
    }

    @Test
    void add_makesAVersionThatIsFoundWhole() {
        Manifest manifest = SampleModel.embedding("v-1");

        assertThat(modelRegistry.add(manifest, folder)).isTrue();

        assertThat(modelRegistry.manifest(SampleModel.REF, V1)).contains(manifest);
        assertThat(modelRegistry.versions(SampleModel.REF)).containsExactly(manifest);
        assertThat(modelRegistry.models(ModelRef.PUBLIC)).containsExactly(SampleModel.REF.name());
        for (ModelFile file : manifest.files()) {
            assertThat(store.head(ModelKeys.file(SampleModel.REF, V1, file)))
                    .map(StoredObject::size)
                    .contains(file.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"\"v-1\", \"v-2\"", "accuracy, accuracz", "signature, signaturf", "0.97, 0.98"})
    void manifest_thatWasTamperedWithIsNotOpened(String from, String to) {
        modelRegistry.add(SampleModel.embedding("v-1"), folder);
        overwrite(text -> text.replaceFirst(Pattern.quote(from), to));

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> modelRegistry.manifest(SampleModel.REF, V1))
                .withMessageContaining("publish the model again");
    }

    @Test
    void manifest_withAnotherSignatureIsNotOpened() {
        modelRegistry.add(SampleModel.embedding("v-1"), folder);
        overwrite(text -> {
            int at = text.length() - 20;
            return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
        });

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> modelRegistry.manifest(SampleModel.REF, V1))
                .withMessageContaining("not as it was signed");
    }

    @Test
    void manifest_thatAnotherInstallationSignedIsNotOpened() {
        new ModelRegistry(store, TestSignatures.signatures()).add(SampleModel.embedding("v-1"), folder);

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> modelRegistry.manifest(SampleModel.REF, V1))
                .withMessageContaining("not as it was signed");
    }

    @Test
    void manifest_ofAnEarlierReleaseSaysToPublishAgain() {
        store.create(ModelKeys.manifest(SampleModel.REF, V1), RegistryJson.write(SampleModel.embedding("v-1")));

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> modelRegistry.manifest(SampleModel.REF, V1))
                .withMessageContaining("has no signature; publish the model again");
        assertThat(modelRegistry.versionNames(SampleModel.REF)).containsExactly(V1);
    }

    @Test
    void alias_remembersTheVersionBefore() {
        modelRegistry.add(SampleModel.embedding("v-1"), folder);
        modelRegistry.add(SampleModel.embedding("v-2"), folder);

        point(V1);
        assertThat(champion().previous()).isEmpty();
        point(V2);
        point(V2);

        assertThat(champion().version()).isEqualTo(V2);
        assertThat(champion().previous()).contains(V1);
    }

    @Test
    void delete_removesAVersionWholeUnlessAnAliasNeedsIt() {
        modelRegistry.add(SampleModel.embedding("v-1"), folder);
        modelRegistry.add(SampleModel.embedding("v-2"), folder);
        point(V1);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> modelRegistry.delete(SampleModel.REF, V1))
                .withMessageContaining("champion");
        modelRegistry.delete(SampleModel.REF, V2);

        assertThat(modelRegistry.versionNames(SampleModel.REF)).containsExactly(V1);
        assertThat(modelRegistry.aliases(SampleModel.REF)).containsExactly(SampleModel.CHAMPION);
    }

    @Test
    void delete_ofAModelLeavesNothingOfIt() {
        modelRegistry.add(SampleModel.embedding("v-1"), folder);
        modelRegistry.add(SampleModel.embedding("v-2"), folder);
        point(V1);

        modelRegistry.delete(SampleModel.REF);

        assertThat(modelRegistry.models(SampleModel.REF.owner())).isEmpty();
        assertThat(modelRegistry.versionNames(SampleModel.REF)).isEmpty();
        assertThat(modelRegistry.alias(SampleModel.REF, SampleModel.CHAMPION)).isEmpty();
    }

    private void point(ModelVersion version) {
        modelRegistry.point(
                SampleModel.REF,
                SampleModel.CHAMPION,
                version,
                modelRegistry.alias(SampleModel.REF, SampleModel.CHAMPION));
    }

    private void overwrite(UnaryOperator<String> change) {
        ObjectKey key = ModelKeys.manifest(SampleModel.REF, V1);
        ReadResult.Found found = (ReadResult.Found) store.read(key, ByteCount.ofMebibytes(1));
        String changed = change.apply(new String(found.content(), StandardCharsets.UTF_8));
        assertThat(store.replace(key, found.tag(), changed.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    /** As a write that was sent twice, because its acknowledgement was lost. */
    @Test
    void add_ofTheSamePublicationTwice_isAddedAndWrittenOnce() {
        modelRegistry.add(SampleModel.embedding("v-1"), folder);
        StoredObject before =
                store.head(ModelKeys.manifest(SampleModel.REF, V1)).orElseThrow();

        assertThat(modelRegistry.add(SampleModel.embedding("v-1"), folder)).isTrue();

        assertThat(store.head(ModelKeys.manifest(SampleModel.REF, V1))).contains(before);
    }

    @Test
    void add_ofAVersionThatAnotherPublicationAdded_changesNothing() {
        Manifest first = SampleModel.embedding("v-1");
        modelRegistry.add(first, folder);

        assertThat(modelRegistry.add(publishedAt(first.created().plusSeconds(1)), folder))
                .isFalse();

        assertThat(modelRegistry.manifest(SampleModel.REF, V1)).contains(first);
    }

    private static Manifest publishedAt(Instant created) {
        Manifest other = SampleModel.embedding("v-1");
        return new Manifest(
                other.ref(),
                other.version(),
                created,
                other.spec(),
                other.graph(),
                other.files(),
                other.metrics(),
                other.provenance());
    }

    @Test
    void add_completesATryThatWasInterrupted() {
        Manifest manifest = SampleModel.embedding("v-1");
        store.create(ModelKeys.file(SampleModel.REF, V1, manifest.file(FileRole.GRAPH)), new byte[23]);

        assertThat(modelRegistry.manifest(SampleModel.REF, V1)).isEmpty();
        assertThat(modelRegistry.versions(SampleModel.REF)).isEmpty();
        assertThat(modelRegistry.add(manifest, folder)).isTrue();
    }

    @Test
    void add_overAFileThatIsNotWholeIsCorruptAndMakesNoVersion() {
        Manifest manifest = SampleModel.embedding("v-1");
        store.create(ModelKeys.file(SampleModel.REF, V1, manifest.file(FileRole.GRAPH)), new byte[22]);

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> modelRegistry.add(manifest, folder));
        assertThat(modelRegistry.manifest(SampleModel.REF, V1)).isEmpty();
    }

    @Test
    void point_makesAndMovesAnAlias() {
        twoVersions();

        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty());
        Alias first = modelRegistry.alias(SampleModel.REF, SampleModel.CHAMPION).orElseThrow();
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V2, Optional.of(first));

        assertThat(first.version()).isEqualTo(V1);
        assertThat(modelRegistry.alias(SampleModel.REF, SampleModel.CHAMPION))
                .map(Alias::version)
                .contains(V2);
    }

    @Test
    void point_afterSomebodyElseIsAConflict() {
        twoVersions();
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty());
        Optional<Alias> seen = modelRegistry.alias(SampleModel.REF, SampleModel.CHAMPION);
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V2, seen);

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, seen));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty()));
        assertThat(modelRegistry.alias(SampleModel.REF, SampleModel.CHAMPION))
                .map(Alias::version)
                .contains(V2);
    }

    @Test
    void point_whereItPointsAlreadyIsTheAcknowledgementThatWasLost() {
        twoVersions();
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty());

        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty());

        assertThat(modelRegistry.alias(SampleModel.REF, SampleModel.CHAMPION))
                .map(Alias::version)
                .contains(V1);
    }

    @Test
    void alias_saysWhereItPointedAtAnInstant() {
        AtomicReference<Instant> clock = new AtomicReference<>(START);
        ModelRegistry moving = new ModelRegistry(new InMemoryObjectStore(clock::get), TestSignatures.ONE);
        moving.add(SampleModel.embedding("v-1"), folder);
        moving.add(SampleModel.embedding("v-2"), folder);
        moving.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty());
        clock.updateAndGet(now -> now.plusSeconds(60));
        moving.startCanary(SampleModel.REF, SampleModel.CHAMPION, CANARY, alias(moving));
        clock.updateAndGet(now -> now.plusSeconds(60));
        moving.point(SampleModel.REF, SampleModel.CHAMPION, V2, Optional.of(alias(moving)));

        assertThat(alias(moving).moves())
                .containsExactly(
                        new AliasMove(START.plusSeconds(120), V2, Optional.empty()),
                        new AliasMove(START.plusSeconds(60), V1, Optional.of(CANARY)),
                        new AliasMove(START, V1, Optional.empty()));
        assertThat(alias(moving).at(START.minusSeconds(1))).isEmpty();
        assertThat(alias(moving).at(START.plusSeconds(59))).contains(new AliasMove(START, V1, Optional.empty()));
        assertThat(alias(moving).at(START.plusSeconds(999)))
                .map(AliasMove::version)
                .contains(V2);
    }

    @Test
    void alias_thatIsMovedOftenForgetsItsOldestMoves() {
        twoVersions();
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty());
        for (int move = 0; move < Alias.MAX_HISTORY + 10; move++) {
            modelRegistry.point(
                    SampleModel.REF, SampleModel.CHAMPION, move % 2 == 0 ? V2 : V1, Optional.of(champion()));
        }

        assertThat(champion().history()).hasSize(Alias.MAX_HISTORY);
    }

    @Test
    void alias_ofTheFirstSchema_isReadAndMoved() {
        twoVersions();
        store.create(
                ModelKeys.alias(SampleModel.REF, SampleModel.CHAMPION),
                "{\"schema\": 1, \"version\": \"v-1\"}".getBytes(StandardCharsets.UTF_8));

        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V2, Optional.of(champion()));

        assertThat(champion().moves()).extracting(AliasMove::version).containsExactly(V2, V1);
    }

    private static Alias alias(ModelRegistry of) {
        return of.alias(SampleModel.REF, SampleModel.CHAMPION).orElseThrow();
    }

    @Test
    void startCanary_standsBesideTheVersion_untilTheAliasIsPointedAgain() {
        twoVersions();
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty());

        modelRegistry.startCanary(SampleModel.REF, SampleModel.CHAMPION, CANARY, champion());

        assertThat(champion().version()).isEqualTo(V1);
        assertThat(champion().canary()).contains(CANARY);
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.of(champion()));
        assertThat(champion().canary()).isEmpty();
    }

    @Test
    void startCanary_afterSomebodyElseIsAConflict() {
        twoVersions();
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty());
        Alias seen = champion();
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V2, Optional.of(seen));

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> modelRegistry.startCanary(SampleModel.REF, SampleModel.CHAMPION, CANARY, seen));
    }

    @Test
    void startCanary_ofNoVersionIsNotFound() {
        twoVersions();
        modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty());
        Canary missing = new Canary(new ModelVersion("v-9"), 5, CANARY.until());

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(
                        () -> modelRegistry.startCanary(SampleModel.REF, SampleModel.CHAMPION, missing, champion()));
    }

    private Alias champion() {
        return modelRegistry.alias(SampleModel.REF, SampleModel.CHAMPION).orElseThrow();
    }

    @Test
    void point_toNoVersionIsNotFound() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> modelRegistry.point(SampleModel.REF, SampleModel.CHAMPION, V1, Optional.empty()));
    }

    @Test
    void aVersionCannotBeNamedAsThePointersAre() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> modelRegistry.manifest(SampleModel.REF, new ModelVersion("aliases")));
    }

    @Test
    void models_ofAnotherOwnerAreNotListed() {
        twoVersions();

        assertThat(modelRegistry.models(new TenantId("publi"))).isEmpty();
        assertThat(modelRegistry.models(new TenantId("other"))).isEmpty();
        assertThat(modelRegistry.versions(new ModelRef(ModelRef.PUBLIC, new ModelName("all-minilm"))))
                .isEmpty();
    }

    @Test
    void manifest_ofAnotherVersionInItsPlaceIsCorrupt() {
        byte[] signed = SignedDocument.write(RegistryJson.write(SampleModel.embedding("v-1")), TestSignatures.ONE);
        store.create(ModelKeys.manifest(SampleModel.REF, V2), signed);

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> modelRegistry.manifest(SampleModel.REF, V2))
                .withMessageContaining("another version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"schema\":1,\"version\":\"../v\"}", "{\"schema\":2,\"version\":\"v-1\"}", "[1]"})
    void alias_thatIsNoPointerIsCorrupt(String content) {
        store.create(ModelKeys.alias(SampleModel.REF, SampleModel.CHAMPION), content.getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> modelRegistry.alias(SampleModel.REF, SampleModel.CHAMPION));
    }

    @Test
    void keys_areTheOnesThatAreWrittenDown() {
        ModelFile graph = SampleModel.embedding("v-1").file(FileRole.GRAPH);

        assertThat(List.of(
                        ModelKeys.manifest(SampleModel.REF, V1),
                        ModelKeys.alias(SampleModel.REF, SampleModel.CHAMPION),
                        ModelKeys.file(SampleModel.REF, V1, graph)))
                .extracting(ObjectKey::value)
                .containsExactly(
                        "models/public/all-minilm-l6-v2/v-1/manifest.json",
                        "models/public/all-minilm-l6-v2/aliases/champion.json",
                        "models/public/all-minilm-l6-v2/v-1/" + graph.sha256() + "-graph.ort");
        assertThat(graph.size()).isEqualTo(new ByteCount(23));
    }

    private void twoVersions() {
        modelRegistry.add(SampleModel.embedding("v-1"), folder);
        modelRegistry.add(SampleModel.embedding("v-2"), folder);
    }
}
