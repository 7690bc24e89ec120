package farebox.training.pipeline;

import farebox.kernel.AliasName;
import farebox.kernel.ModelVersion;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.SampleModel;
import farebox.models.registry.Alias;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A registry in memory with versions of the model of {@link SampleRuns}; their graphs are no graphs. */
public final class SampleVersions {
    private final ModelRegistry registry = new ModelRegistry(new InMemoryObjectStore(), TestSignatures.ONE);
    private final Path folder;

    /** @param folder an existing one, for the files of versions */
    public SampleVersions(Path folder) {
        this.folder = folder;
    }

    public ModelRegistry registry() {
        return registry;
    }

    /** A version that no alias points to. */
    public ModelVersion add(String version) {
        return add(SampleModel.tabular(version));
    }

    /** As {@link #add(String)}, with what a manifest of another model says. */
    public ModelVersion add(Manifest like) {
        try {
            for (ModelFile file : like.files()) {
                Files.write(
                        folder.resolve(file.role().fileName()),
                        new byte[Math.toIntExact(file.size().bytes())]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Manifest manifest = new Manifest(
                SampleRuns.of("any").model(),
                like.version(),
                like.created(),
                like.spec(),
                like.graph(),
                like.files(),
                like.metrics(),
                like.provenance());
        if (!registry.add(manifest, folder)) {
            throw new IllegalStateException("another version " + like.version() + " is there");
        }
        return like.version();
    }

    /** A version that serves. */
    public ModelVersion champion(String version) {
        ModelVersion added = add(version);
        point(added);
        return added;
    }

    public void point(ModelVersion version) {
        registry.point(SampleRuns.of("any").model(), AliasName.CHAMPION, version, find());
    }

    public Alias alias() {
        return find().orElseThrow();
    }

    private Optional<Alias> find() {
        return registry.alias(SampleRuns.of("any").model(), AliasName.CHAMPION);
    }
}
