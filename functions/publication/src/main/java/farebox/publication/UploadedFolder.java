package farebox.publication;

import farebox.kernel.ByteCount;
import farebox.kernel.ModelName;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.models.FileRole;
import farebox.models.ModelRef;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.Refusal;
import farebox.publication.ModelUploads.UploadedObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One state of a folder {@code models/{tenant}/{model}/} of the bucket of uploads.
 *
 * @param objects those of the names that a model may have, the manifest first
 */
record UploadedFolder(ModelRef model, String prefix, List<UploadedObject> objects) {
    private static final Pattern KEY = Pattern.compile(
            "(?<folder>models/(?<tenant>[a-z0-9][a-z0-9-]{0,62})/(?<model>[a-z0-9][a-z0-9-]{0,62})/)manifest\\.json");

    /** A served model fits into the temporary folder of a function, twice. */
    private static final ByteCount MAX_GRAPH = ByteCount.ofMebibytes(300);

    private static final ByteCount MAX_TEXT = ByteCount.ofMebibytes(1);
    private static final Set<String> GRAPHS = Set.of(PublicationFolder.GRAPH, PublicationFolder.RECOGNITION);

    /** The newest state of the folder of a manifest; empty if the key is not that of one, or the object is gone. */
    static Optional<UploadedFolder> find(String key, ModelUploads uploads) {
        Matcher names = KEY.matcher(key);
        if (!names.matches()) {
            return Optional.empty();
        }
        ModelRef model = new ModelRef(new TenantId(names.group("tenant")), new ModelName(names.group("model")));
        String prefix = names.group("folder");
        return uploads.find(key).map(manifest -> {
            List<UploadedObject> objects = new ArrayList<>(List.of(manifest));
            PublicationFolder.UPLOADED.stream()
                    .sorted()
                    .flatMap(name -> uploads.find(prefix + name).stream())
                    .forEach(objects::add);
            return new UploadedFolder(model, prefix, List.copyOf(objects));
        });
    }

    UploadedObject manifest() {
        return objects.getFirst();
    }

    /** The same for the same state of every object, and for no other. */
    String job(String bucket) {
        StringBuilder states = new StringBuilder(bucket);
        for (UploadedObject object : objects) {
            states.append('\n')
                    .append(object.key())
                    .append('\n')
                    .append(object.version().isEmpty() ? object.etag() : object.version());
        }
        return Sha256.of(states.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    String name(UploadedObject object) {
        return object.key().substring(prefix.length());
    }

    /** What is too large, before anything is read of it. */
    Optional<Refusal> tooLarge() {
        return objects.stream()
                .filter(object -> object.size().compareTo(limit(name(object))) > 0)
                .findFirst()
                .map(object -> new Refusal(
                        "file_size",
                        name(object),
                        "",
                        "has " + object.size().bytes() + " bytes, and may have "
                                + limit(name(object)).bytes()));
    }

    private static ByteCount limit(String name) {
        if (GRAPHS.contains(name)) {
            return MAX_GRAPH;
        }
        for (FileRole role : FileRole.values()) {
            if (role.fileName().equals(name)) {
                return role.limit();
            }
        }
        return MAX_TEXT;
    }
}
