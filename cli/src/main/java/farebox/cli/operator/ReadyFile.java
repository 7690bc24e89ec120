package farebox.cli.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What scripts wait for: one JSON object that appears whole once calls can be served. */
public record ReadyFile(URI url, String key, String adminKey, long pid) {

    /** @throws UserError if the file cannot be written */
    public void write(Path file) {
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("url", url.toString())
                .put("key", key)
                .put("admin_key", adminKey)
                .put("pid", pid);
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
