package farebox.models.cache;

import farebox.models.FileRole;
import farebox.models.Lease;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.registry.ModelKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the files of a version, puts them into a fresh folder and opens it; and undoes all of it. */
final class ModelLoader {
    private final FileCache cache;
    private final CacheDirectory cacheDirectory;
    private final ModelOpener opener;

    ModelLoader(FileCache cache, CacheDirectory cacheDirectory, ModelOpener opener) {
        this.cache = cache;
        this.cacheDirectory = cacheDirectory;
        this.opener = opener;
    }

    LoadedModel load(Manifest manifest) {
        List<Lease<Path>> leases = new ArrayList<>();
        Map<ModelFile, Path> verified = new LinkedHashMap<>();
        try {
            for (ModelFile file : served(manifest)) {
                Lease<Path> lease = cache.take(file, ModelKeys.file(manifest.ref(), manifest.version(), file));
                leases.add(lease);
                verified.put(file, lease.value());
            }
            return open(manifest, cacheDirectory.modelFolder(manifest, verified), leases);
        } catch (RuntimeException e) {
            leases.forEach(Lease::close);
            throw e;
        }
    }

    private static List<ModelFile> served(Manifest manifest) {
        return manifest.files().stream()
                .filter(file -> file.role() != FileRole.BASELINE)
                .toList();
    }

    void unload(LoadedModel loaded) {
        loaded.model().close();
        cacheDirectory.delete(loaded.folder());
        loaded.files().forEach(Lease::close);
    }

    private LoadedModel open(Manifest manifest, Path folder, List<Lease<Path>> leases) {
        try {
            return new LoadedModel(opener.open(folder, manifest), folder, List.copyOf(leases));
        } catch (RuntimeException e) {
            cacheDirectory.delete(folder);
            throw e;
        }
    }

    /** An open model, the folder it was opened from, and the files that must stay as long as it is open. */
    record LoadedModel(OpenModel model, Path folder, List<Lease<Path>> files) {}
}
