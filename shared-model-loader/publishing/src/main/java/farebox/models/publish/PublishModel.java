package farebox.models.publish;

import farebox.kernel.AliasName;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelSpec;
import farebox.models.Provenance;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelRegistry;
import farebox.models.registry.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Publishes a model: converts it, stores its files and then its manifest, and points the champion alias to it, unless
 * the version is only to be registered.
 *
 * <p>A version is named after its bytes and spec, so publishing the same again changes nothing; an alias that was moved
 * on stays where it is. A first publication that was interrupted is completed by the next try.
 */
public final class PublishModel {
    private static final int VERSION_DIGITS = 12;

    /** Makes a version of what an earlier release published without a signature another one. */
    private static final byte[] FORM = "signed".getBytes(StandardCharsets.US_ASCII);

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
    public PublishResult run(PublishRequest request) {
        Optional<Alias> champion = modelRegistry.alias(request.model(), AliasName.CHAMPION);
        PublishResult result = register(request);
        point(result, champion);
        return result;
    }

    /**
     * Stores a version that no alias points to, for others to decide on.
     *
     * @throws InvalidRequest if the model is not one that can be served, with the reason
     */
    public PublishResult register(PublishRequest request) {
        try (StagingDirectory files = StagingDirectory.in(scratch)) {
            Map<FileRole, Sha256> given = receive(request, files);
            ModelVersion version = version(given, request.spec());
            Optional<Manifest> existing = modelRegistry.manifest(request.model(), version);
            return existing.isPresent()
                    ? new PublishResult.AlreadyThere(existing.get().card())
                    : add(request, version, given, files);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the publication cannot be read or written", e);
        }
    }

    private static Map<FileRole, Sha256> receive(PublishRequest request, StagingDirectory files) throws IOException {
        Map<FileRole, Sha256> digests = new EnumMap<>(FileRole.class);
        for (FileRole role : request.roles()) {
            Path target = files.file(
                    switch (role) {
                        case GRAPH -> PublicationFolder.GRAPH;
                        case RECOGNITION -> PublicationFolder.RECOGNITION;
                        case TOKENIZER, BACKGROUND, BASELINE -> role.fileName();
                    });
            files.receive(request.file(role), role, target);
            digests.put(role, StagingDirectory.digest(target));
        }
        return digests;
    }

    /** Everything that a prediction depends on, and nothing else. */
    private ModelVersion version(Map<FileRole, Sha256> given, ModelSpec spec) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(FORM);
        Map<FileRole, Sha256> read = new EnumMap<>(given);
        read.remove(FileRole.BASELINE);
        digest.update(read.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(converter.converter().getBytes(StandardCharsets.UTF_8));
        String hex = Sha256.finish(digest.digest(StrictJson.write(spec))).hex();
        return new ModelVersion("v-" + hex.substring(0, VERSION_DIGITS));
    }

    /** An alias that had moved on stays; one that was never made belongs to a publication that was interrupted. */
    private void point(PublishResult result, Optional<Alias> champion) {
        boolean moves = switch (result) {
            case PublishResult.Added _ -> true;
            case PublishResult.AlreadyThere _ -> champion.isEmpty();
        };
        if (moves) {
            modelRegistry.point(
                    result.card().ref(), AliasName.CHAMPION, result.card().version(), champion);
        }
    }

    private PublishResult add(
            PublishRequest request, ModelVersion version, Map<FileRole, Sha256> given, StagingDirectory files)
            throws IOException {
        ModelConverter.Converted converted =
                converter.convert(files.file(PublicationFolder.GRAPH), files.folder(), request);
        Manifest manifest = new Manifest(
                request.model(),
                version,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                request.spec(),
                converted.graph(),
                describe(request, files),
                request.metrics(),
                new Provenance(
                        request.origin().source(),
                        request.origin().training(),
                        Objects.requireNonNull(given.get(FileRole.GRAPH)),
                        converter.converter(),
                        converted.comparison()));
        if (!modelRegistry.add(manifest, files.folder())) {
            return new PublishResult.AlreadyThere(manifest.card());
        }
        return new PublishResult.Added(manifest.card());
    }

    private static List<ModelFile> describe(PublishRequest request, StagingDirectory files) throws IOException {
        List<ModelFile> described = new ArrayList<>();
        for (FileRole role : request.roles()) {
            described.add(files.describe(role));
        }
        return described;
    }
}
