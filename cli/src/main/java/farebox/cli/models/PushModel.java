package farebox.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.cli.operator.UserError;
import farebox.models.ModelRef;
import farebox.models.publish.PublicationFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Uploads a model as its tenant does, and waits for what comes of it. */
public final class PushModel {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DESCRIPTION = "model.json";
    private static final Duration LOOK = Duration.ofMillis(500);

    private final S3Client s3;
    private final String bucket;
    private final TransferBar bar;
    private final Wait wait;

    /** How long to wait for an outcome, by which clock. */
    public record Wait(InstantSource clock, Duration limit) {}

    /** @param bucket of uploads */
    public PushModel(S3Client s3, String bucket, TransferBar bar, Wait wait) {
        this.s3 = s3;
        this.bucket = bucket;
        this.bar = bar;
        this.wait = wait;
    }

    /**
     * @param folder with {@code manifest.json} or {@code model.json}
     * @return the version
     * @throws UserError if the model is refused, with the rule and the place, or nothing is heard in time
     */
    public String run(ModelRef model, Path folder) throws IOException, InterruptedException {
        String prefix = "models/" + model.owner() + "/" + model.name() + "/";
        Path manifest = manifest(folder);
        forget(prefix);
        for (String name : PublicationFolder.UPLOADED.stream().sorted().toList()) {
            if (Files.isRegularFile(folder.resolve(name))) {
                upload(folder.resolve(name), prefix, name);
            }
        }
        upload(manifest, prefix, PublicationFolder.MANIFEST);
        return outcome(model, prefix);
    }

    private static Path manifest(Path folder) {
        for (String name : List.of(PublicationFolder.MANIFEST, DESCRIPTION)) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw new UserError("the folder " + folder + " has no " + DESCRIPTION);
    }

    /** What an earlier push has left would be taken for the outcome of this one; a file of it, for a part of it. */
    private void forget(String prefix) {
        Stream.concat(
                        Stream.of(PublicationFolder.PUBLISHED, PublicationFolder.REFUSED, PublicationFolder.MANIFEST),
                        PublicationFolder.UPLOADED.stream())
                .forEach(name -> s3.deleteObject(delete -> delete.bucket(bucket).key(prefix + name)));
    }

    private void upload(Path file, String prefix, String name) throws IOException {
        long size = Files.size(file);
        RequestBody body = RequestBody.fromContentProvider(
                () -> new MeasuredInputStream(open(file), done -> bar.show(name, done, size)),
                size,
                "application/octet-stream");
        s3.putObject(put -> put.bucket(bucket).key(prefix + name), body);
        bar.finish(name, size);
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UserError("cannot read " + file, e);
        }
    }

    private String outcome(ModelRef model, String prefix) throws InterruptedException, IOException {
        Instant end = wait.clock().instant().plus(wait.limit());
        while (wait.clock().instant().isBefore(end)) {
            Optional<JsonNode> published = read(prefix + PublicationFolder.PUBLISHED);
            if (published.isPresent()) {
                return published.get().path("version").asText();
            }
            Optional<JsonNode> refused = read(prefix + PublicationFolder.REFUSED);
            if (refused.isPresent()) {
                throw new UserError(sentence(refused.get()));
            }
            Thread.sleep(LOOK);
        }
        throw new UserError("nothing is known of " + model + " after "
                + wait.limit().toSeconds() + " s; './farebox dead-letters list' tells whether it could be handled");
    }

    private static String sentence(JsonNode refused) {
        String place = refused.path("place").asText();
        return "refused by the rule %s in %s%s: %s"
                .formatted(
                        refused.path("rule").asText(),
                        refused.path("file").asText(),
                        place.isEmpty() ? "" : " at " + place,
                        refused.path("message").asText());
    }

    private Optional<JsonNode> read(String key) throws IOException {
        try {
            return Optional.of(JSON.readTree(
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }
}
