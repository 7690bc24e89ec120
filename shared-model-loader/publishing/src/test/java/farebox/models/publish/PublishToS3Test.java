package farebox.models.publish;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ByteCount;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.Selector;
import farebox.models.cache.CacheLimits;
import farebox.models.registry.ModelRegistry;
import farebox.models.s3.S3Models;
import farebox.models.s3.S3Server;
import farebox.models.signature.TestSignatures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way once: published to a bucket, and served from it. */
class PublishToS3Test {
    @Test
    void aModelIsPublishedToABucketAndServedFromIt(@TempDir Path scratch, @TempDir Path objects) throws Exception {
        try (S3Server server = S3Server.start(objects, 0)) {
            server.makeBucket("models");
            ModelRegistry registry = new ModelRegistry(server.store("models"), TestSignatures.ONE);
            PublishResult publishResult = MiniLm.publish(registry, scratch);
            Models models = S3Models.of(
                    registry,
                    scratch.resolve("cache"),
                    new CacheLimits(ByteCount.ofMebibytes(100), ByteCount.ofMebibytes(100)),
                    MiniLm.CLOCK);

            assertThat(models.list(ModelRef.PUBLIC)).containsExactly(publishResult.card());
            try (Lease<EmbeddingModel> lease =
                    models.open(MiniLm.REF, Selector.champion(), EmbeddingModel.class, MiniLm.soon())) {
                assertThat(lease.value().embed(lease.value().tokenize("a word")))
                        .hasSize(384);
            }
        }
    }
}
