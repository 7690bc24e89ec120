package farebox.training.pipeline;

import java.util.Optional;
import org.junit.jupiter.api.Nested;

final class InMemoryTrainingObjectsTest {
    private final InMemoryTrainingObjects objects = new InMemoryTrainingObjects("bucket");

    @Nested
    class Uploads extends UploadsContract {
        @Override
        protected PipelineObjects.Uploads uploads() {
            return objects;
        }

        @Override
        protected void upload(String key, String text) {
            SourceObject _ = objects.put(key, text);
        }

        @Override
        protected Optional<String> copied(String bucket, String key) {
            return objects.copied(bucket + "/" + key);
        }

        @Override
        protected String otherBucket() {
            return "other";
        }
    }

    @Nested
    class RunFolders extends RunFoldersContract {
        @Override
        protected PipelineObjects.RunFolders folders() {
            return objects;
        }
    }
}
