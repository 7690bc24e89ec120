package farebox.models.publish;

import farebox.kernel.AliasName;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.Provenance;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Publishes a model: prepares it, stores its files and then its manifest, and points the champion alias to it.
 *
 * <p>A version is named after its bytes and settings, so publishing the same again changes nothing; it does not even
 * move an alias back that somebody moved on. A first publication that was interrupted is completed by the next try.
 */
public final class PublishModel {
    private static final AliasName CHAMPION = new AliasName("champion");
    private static final String GIVEN = "given.onnx";
    private static final int VERSION_DIGITS = 12;

    private final ModelRegistry modelRegistry;
    private final ModelConverter converter;
    private final Path scratch;
    private final InstantSource clock;

    /** @param scratch an existing folder for temporary files, such as the system's */
    public PublishModel(ModelRegistry modelRegistry, ModelConverter converter, Path scratch, InstantSource clock) {
        this.modelRegistry = modelRegistry;
        this.converter = converter;
        this.scratch = scratch;
        this.clock = clock;
    }

    /** @throws InvalidRequest if the model is not one that can be served, with the reason */
    public PublishResult run(PublishRequest publishRequest) {
        try (StagingDirectory files = StagingDirectory.in(scratch)) {
            Path graph = files.file(GIVEN);
            Path tokenizer = files.file(FileRole.TOKENIZER.fileName());
            files.receive(publishRequest.graph(), FileRole.GRAPH, graph);
            files.receive(publishRequest.tokenizer(), FileRole.TOKENIZER, tokenizer);
            Provenance provenance =
                    new Provenance(publishRequest.source(), StagingDirectory.digest(graph), converter.converter());
            ModelVersion version = version(provenance, StagingDirectory.digest(tokenizer), publishRequest.settings());
            Optional<Manifest> there = modelRegistry.manifest(publishRequest.model(), version);
            return there.isPresent() ? alreadyThere(there.get()) : add(publishRequest, version, provenance, files);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the publication cannot be read or written", e);
        }
    }

    /** Everything that an answer depends on, and nothing else. */
    private static ModelVersion version(Provenance provenance, Sha256 tokenizer, EmbeddingSettings settings) {
        String content = String.join(
                "\n",
                provenance.graph().hex(),
                tokenizer.hex(),
                provenance.converter(),
                settings.pooling().name(),
                Boolean.toString(settings.normalise()),
                Integer.toString(settings.maxTokens()));
        String digest = Sha256.of(content.getBytes(StandardCharsets.UTF_8)).hex();
        return new ModelVersion("v-" + digest.substring(0, VERSION_DIGITS));
    }

    /** An alias that had moved on stays; one that was never made belongs to a publication that was interrupted. */
    private PublishResult alreadyThere(Manifest manifest) {
        if (modelRegistry.alias(manifest.ref(), CHAMPION).isEmpty()) {
            modelRegistry.point(manifest.ref(), CHAMPION, manifest.version(), Optional.empty());
        }
        return new PublishResult.AlreadyThere(manifest.card());
    }

    private PublishResult add(
            PublishRequest publishRequest, ModelVersion version, Provenance provenance, StagingDirectory files)
            throws IOException {
        Optional<Alias> champion = modelRegistry.alias(publishRequest.model(), CHAMPION);
        ConvertedModel convertedModel = converter.prepare(files.file(GIVEN), files.folder(), publishRequest.settings());
        Manifest manifest = new Manifest(
                publishRequest.model(),
                version,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                List.of(files.describe(FileRole.GRAPH), files.describe(FileRole.TOKENIZER)),
                convertedModel.inputs(),
                convertedModel.output(),
                publishRequest.settings().maxTokens(),
                convertedModel.vocabulary(),
                publishRequest.settings().pooling(),
                publishRequest.settings().normalise(),
                provenance);
        if (!modelRegistry.add(manifest, files.folder())) {
            return alreadyThere(manifest);
        }
        modelRegistry.point(publishRequest.model(), CHAMPION, version, champion);
        return new PublishResult.Added(manifest.card());
    }
}
