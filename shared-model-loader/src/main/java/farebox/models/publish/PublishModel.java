package farebox.models.publish;

import farebox.kernel.AliasName;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import farebox.models.FileRole;
import farebox.models.Lineage;
import farebox.models.Manifest;
import farebox.models.registry.Alias;
import farebox.models.registry.Registry;
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

    private final Registry registry;
    private final GraphWorkshop workshop;
    private final Path scratch;
    private final InstantSource clock;

    /** @param scratch an existing folder for temporary files, such as the system's */
    public PublishModel(Registry registry, GraphWorkshop workshop, Path scratch, InstantSource clock) {
        this.registry = registry;
        this.workshop = workshop;
        this.scratch = scratch;
        this.clock = clock;
    }

    /** @throws InvalidRequest if the model is not one that can be served, with the reason */
    public Published run(Publication publication) {
        try (Scratch files = Scratch.in(scratch)) {
            Path graph = files.file(GIVEN);
            Path tokenizer = files.file(FileRole.TOKENIZER.fileName());
            files.receive(publication.graph(), FileRole.GRAPH, graph);
            files.receive(publication.tokenizer(), FileRole.TOKENIZER, tokenizer);
            Lineage lineage = new Lineage(publication.source(), Scratch.digest(graph), workshop.converter());
            ModelVersion version = version(lineage, Scratch.digest(tokenizer), publication.settings());
            Optional<Manifest> there = registry.manifest(publication.model(), version);
            return there.isPresent() ? alreadyThere(there.get()) : add(publication, version, lineage, files);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the publication cannot be read or written", e);
        }
    }

    /** Everything that an answer depends on, and nothing else. */
    private static ModelVersion version(Lineage lineage, Sha256 tokenizer, EmbeddingSettings settings) {
        String content = String.join(
                "\n",
                lineage.graph().hex(),
                tokenizer.hex(),
                lineage.converter(),
                settings.pooling().name(),
                Boolean.toString(settings.normalise()),
                Integer.toString(settings.maxTokens()));
        String digest = Sha256.of(content.getBytes(StandardCharsets.UTF_8)).hex();
        return new ModelVersion("v-" + digest.substring(0, VERSION_DIGITS));
    }

    /** An alias that had moved on stays; one that was never made belongs to a publication that was interrupted. */
    private Published alreadyThere(Manifest manifest) {
        if (registry.alias(manifest.ref(), CHAMPION).isEmpty()) {
            registry.point(manifest.ref(), CHAMPION, manifest.version(), Optional.empty());
        }
        return new Published.AlreadyThere(manifest.card());
    }

    private Published add(Publication publication, ModelVersion version, Lineage lineage, Scratch files)
            throws IOException {
        Optional<Alias> champion = registry.alias(publication.model(), CHAMPION);
        Prepared prepared = workshop.prepare(files.file(GIVEN), files.folder(), publication.settings());
        Manifest manifest = new Manifest(
                publication.model(),
                version,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                List.of(files.describe(FileRole.GRAPH), files.describe(FileRole.TOKENIZER)),
                prepared.inputs(),
                prepared.output(),
                publication.settings().maxTokens(),
                prepared.vocabulary(),
                publication.settings().pooling(),
                publication.settings().normalise(),
                lineage);
        if (!registry.add(manifest, files.folder())) {
            return alreadyThere(manifest);
        }
        registry.point(publication.model(), CHAMPION, version, champion);
        return new Published.Added(manifest.card());
    }
}
