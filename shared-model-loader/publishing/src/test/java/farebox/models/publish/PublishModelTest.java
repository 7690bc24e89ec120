package farebox.models.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.models.EmbeddingModel;
import farebox.models.FileRole;
import farebox.models.Lease;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Models;
import farebox.models.Pooling;
import farebox.models.SampleModel;
import farebox.models.Selector;
import farebox.models.TextInput;
import farebox.models.cache.CacheLimits;
import farebox.models.cache.CachedModels;
import farebox.models.onnx.OnnxOpener;
import farebox.models.registry.Alias;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishModelTest {
    @TempDir
    Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final ModelRegistry modelRegistry = new ModelRegistry(store, TestSignatures.ONE);
    private final FakeConverter fake = new FakeConverter();

    @Test
    void run_publishesARealModelThatIsThenServed() {
        PublishResult publishResult = MiniLm.publish(modelRegistry, folder);
        Models models = CachedModels.over(
                modelRegistry,
                new OnnxOpener(),
                folder.resolve("cache"),
                new CacheLimits(ByteCount.ofMebibytes(100), ByteCount.ofMebibytes(100)),
                MiniLm.CLOCK);

        try (Lease<EmbeddingModel> lease =
                models.open(MiniLm.REF, Selector.champion(), EmbeddingModel.class, MiniLm.soon())) {
            EmbeddingModel model = lease.value();
            assertThat(Arrays.copyOf(model.embed(model.tokenize(MiniLm.CAT)), 5))
                    .containsExactly(MiniLm.catExpected(), Assertions.within(1e-5f));
        }
        assertThat(publishResult).isInstanceOf(PublishResult.Added.class);
        assertThat(models.list(ModelRef.PUBLIC)).containsExactly(publishResult.card());
        assertThat(publishResult.card().spec())
                .isEqualTo(BundledModel.allMiniLmL6V2().spec());
        assertThat(MiniLm.publish(modelRegistry, folder))
                .isEqualTo(new PublishResult.AlreadyThere(publishResult.card()));
    }

    @Test
    void run_namesTheVersionAfterTheContentAndMakesItTheChampion() {
        PublishResult publishResult = publish("graph", 8);

        assertThat(publishResult).isInstanceOf(PublishResult.Added.class);
        assertThat(publishResult.card().version().value()).matches("v-[0-9a-f]{12}");
        assertThat(champion()).isEqualTo(publishResult.card().version());
    }

    @Test
    void run_again_convertsAndChangesNothing() {
        PublishResult first = publish("graph", 8);

        assertThat(publish("graph", 8)).isEqualTo(new PublishResult.AlreadyThere(first.card()));

        assertThat(fake.prepared).isEqualTo(1);
    }

    @Test
    void run_withOtherBytesOrSettingsOrConverterIsAnotherVersion() {
        ModelVersion first = publish("graph", 8).card().version();

        assertThat(publish("other", 8).card().version()).isNotEqualTo(first);
        assertThat(publish("graph", 9).card().version()).isNotEqualTo(first);
        fake.converter = "newer";
        assertThat(publish("graph", 8)).isInstanceOf(PublishResult.Added.class);
    }

    @Test
    void run_again_doesNotMoveTheChampionBack() {
        publish("old", 8);
        ModelVersion champion = publish("new", 8).card().version();

        assertThat(publish("old", 8)).isInstanceOf(PublishResult.AlreadyThere.class);

        assertThat(champion()).isEqualTo(champion);
    }

    @Test
    void run_completesAFirstPublicationThatWasInterruptedBeforeItsAlias() {
        ModelVersion version = publish("graph", 8).card().version();
        InMemoryObjectStore interrupted = copyWithoutAlias(version);

        PublishResult again = publish(new ModelRegistry(interrupted, TestSignatures.ONE), "graph", 8);

        assertThat(again).isInstanceOf(PublishResult.AlreadyThere.class);
        assertThat(new ModelRegistry(interrupted, TestSignatures.ONE).alias(MiniLm.REF, MiniLm.CHAMPION))
                .map(Alias::version)
                .contains(version);
    }

    @Test
    void run_whileTheChampionIsMovedIsAConflict() {
        ModelVersion first = publish("first", 8).card().version();
        publish("second", 8);
        fake.meanwhile = () -> new MoveAlias(modelRegistry).run(MiniLm.REF, MiniLm.CHAMPION, first);

        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> publish("third", 8));
        assertThat(champion()).isEqualTo(first);
    }

    @Test
    void run_leavesNothingInTheScratchFolder() throws IOException {
        publish("graph", 8);
        fake.refusal = Optional.of(new InvalidRequest("not this one"));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> publish("other", 8));

        assertThat(folder).isEmptyDirectory();
        assertThat(modelRegistry.versions(MiniLm.REF)).hasSize(1);
    }

    @Test
    void run_refusesAFileAboveItsLimitWithoutReadingItWhole() {
        PublishRequest endless = PublishRequest.of(
                MiniLm.REF,
                spec(8),
                Map.of(FileRole.GRAPH, ByteSource.of(new byte[1]), FileRole.TOKENIZER, Endless::new),
                "a test");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new PublishModel(modelRegistry, fake, folder, MiniLm.CLOCK).run(endless))
                .withMessageContaining("tokenizer.json is larger");
    }

    @Test
    void moveAlias_goesBackAndRefusesWhatIsNotThere() {
        ModelVersion first = publish("first", 8).card().version();
        publish("second", 8);

        new MoveAlias(modelRegistry).run(MiniLm.REF, MiniLm.CHAMPION, first);

        assertThat(champion()).isEqualTo(first);
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() ->
                        new MoveAlias(modelRegistry).run(MiniLm.REF, MiniLm.CHAMPION, new ModelVersion("v-none")));
    }

    private PublishResult publish(String graph, int maxTokens) {
        return publish(modelRegistry, graph, maxTokens);
    }

    private PublishResult publish(ModelRegistry to, String graph, int maxTokens) {
        return new PublishModel(to, fake, folder, MiniLm.CLOCK)
                .run(PublishRequest.of(
                        MiniLm.REF,
                        spec(maxTokens),
                        Map.of(
                                FileRole.GRAPH, ByteSource.of(graph.getBytes(StandardCharsets.UTF_8)),
                                FileRole.TOKENIZER, ByteSource.of(new byte[] {1, 2, 3})),
                        "a test"));
    }

    private static ModelSpec spec(int maxTokens) {
        return new ModelSpec.TextEmbedding(
                new TextInput(maxTokens, 30_522), "last_hidden_state", Pooling.MEAN, true, 384);
    }

    private ModelVersion champion() {
        return modelRegistry.alias(MiniLm.REF, MiniLm.CHAMPION).orElseThrow().version();
    }

    /** What is stored when a process ends between the manifest and the alias. */
    private InMemoryObjectStore copyWithoutAlias(ModelVersion version) {
        InMemoryObjectStore copy = new InMemoryObjectStore();
        try {
            Path files = Files.createDirectory(folder.resolve("files"));
            Files.writeString(files.resolve("graph.ort"), "converted graph");
            Files.write(files.resolve("tokenizer.json"), new byte[] {1, 2, 3});
            new ModelRegistry(copy, TestSignatures.ONE)
                    .add(modelRegistry.manifest(MiniLm.REF, version).orElseThrow(), files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Copies the graph, and counts. */
    private static final class FakeConverter implements ModelConverter {
        private int prepared;
        private String converter = "none";
        private Runnable meanwhile = () -> {};
        private Optional<InvalidRequest> refusal = Optional.empty();

        @Override
        public String converter() {
            return converter;
        }

        @Override
        public Converted convert(Path graph, Path folder, PublishRequest request) {
            prepared++;
            meanwhile.run();
            refusal.ifPresent(reason -> {
                throw reason;
            });
            try {
                Files.writeString(folder.resolve(FileRole.GRAPH.fileName()), "converted " + Files.readString(graph));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Converted(
                    SampleModel.embeddingGraph(), SampleModel.provenance().comparison());
        }
    }

    /** Zeros without end. */
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return length;
        }
    }
}
