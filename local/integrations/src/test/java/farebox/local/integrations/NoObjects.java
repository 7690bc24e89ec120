package farebox.local.integrations;

import farebox.local.sagemaker.TrainingObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A store that cannot be written. */
final class NoObjects implements TrainingObjectStore {
    @Override
    public List<String> list(String bucket, String prefix) {
        return List.of();
    }

    @Override
    public void download(String bucket, String key, Path file) throws IOException {
        throw new IOException("there is no object " + key);
    }

    @Override
    public void upload(Path file, String bucket, String key) throws IOException {
        throw new IOException("there is no bucket " + bucket);
    }
}
