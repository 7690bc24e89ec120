package farebox.cli.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What scripts wait for: one JSON object that appears whole once calls can be served. */
public record ReadyFile(URI url, String key, String adminKey, long pid, Buckets buckets) {

    /**
     * Where to upload and where results appear.
     *
     * @param endpoint empty on AWS, where the caller's own credentials are used
     */
    public record Buckets(Optional<URI> endpoint, String region, String uploads, String results) {
        public static Buckets of(Stack stack) {
            return new Buckets(
                    Optional.ofNullable(stack.endpoints().get(Stack.Service.S3)),
                    stack.region(),
                    stack.output("UploadsBucket"),
                    stack.output("ResultsBucket"));
        }

        private ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            endpoint.ifPresent(own -> json.put("endpoint", own.toString())
                    .put("access_key_id", StackClients.ANY_KEY)
                    .put("secret_access_key", StackClients.ANY_KEY));
            return json.put("region", region).put("uploads_bucket", uploads).put("results_bucket", results);
        }
    }

    /** @throws UserError if the file cannot be written */
    public void write(Path file) {
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("url", url.toString())
                .put("key", key)
                .put("admin_key", adminKey)
                .put("pid", pid);
        json.set("s3", buckets.json());
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            Files.createDirectories(whole.getParent());
            Files.writeString(part, json + "\n");
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserError("cannot write the ready file " + file, e);
        }
    }
}
