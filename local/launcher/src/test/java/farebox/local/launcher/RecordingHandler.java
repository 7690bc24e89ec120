package farebox.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes what it is called with to a folder, one file per call. */
public final class RecordingHandler {
    public RecordingHandler() {}

    public Map<String, Object> handle(Map<String, Object> event) throws IOException {
        Path folder = Path.of(System.getenv("RECORDS"));
        Path written = Files.writeString(folder.resolveSibling(UUID.randomUUID().toString()), event.toString());
        Files.move(written, folder.resolve(written.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        return Map.of("batchItemFailures", List.of(), "recorded", event.getOrDefault("text", ""));
    }
}
