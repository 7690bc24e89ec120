package farebox.models.publish;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ByteCount;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.MiniLm;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.Selector;
import farebox.models.WarmUp;
import farebox.models.cache.Budgets;
import farebox.models.cache.CachedModels;
import farebox.models.onnx.OnnxOpener;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.Registry;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishModelTest {
    @TempDir
    Path folder;

    @Test
    void run_publishesARealModelThatIsThenServed() {
        InMemoryObjectStore store = new InMemoryObjectStore();
        Published published = MiniLm.publish(new Registry(store), folder);
        Models models = CachedModels.over(
                store,
                new OnnxOpener(),
                folder.resolve("cache"),
                new Budgets(ByteCount.ofMebibytes(100), ByteCount.ofMebibytes(100)),
                MiniLm.CLOCK);

        try (Lease<EmbeddingModel> lease = models.open(MiniLm.REF, Selector.champion(), MiniLm.soon())) {
            EmbeddingModel model = lease.model();
            assertThat(Arrays.copyOf(model.embed(model.tokenize(MiniLm.CAT)), 5))
                    .containsExactly(MiniLm.catExpected(), Assertions.within(1e-5f));
        }
        assertThat(published).isInstanceOf(Published.Added.class);
        assertThat(models.list(ModelRef.PUBLIC))
                .containsExactly(published.card())
                .extracting(ModelCard::maxTokens)
                .containsExactly(512);
        assertThat(models.versions(MiniLm.REF)).containsExactly(published.card().version());
        assertThat(new WarmUp(models, MiniLm.CLOCK).run(MiniLm.REF)).isTrue();
    }
}
