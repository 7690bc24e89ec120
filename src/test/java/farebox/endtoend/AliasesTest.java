package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.AliasName;
import farebox.kernel.ModelName;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Pooling;
import farebox.models.publish.BundledModel;
import farebox.models.publish.MoveAlias;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A second version, and back: by one write each, seen by every process within a second. */
@ExtendWith(StackExtension.class)
final class AliasesTest {
    private static final AliasName CHAMPION = new AliasName("champion");
    private static final Duration VISIBLE = Duration.ofSeconds(1);

    private final ModelRef model;
    private final PlainHttp plainHttp;
    private final ModelRegistry modelRegistry;

    AliasesTest(Operator operator) {
        this.model = new ModelRef(ModelRef.PUBLIC, new ModelName(operator.named("turncoat")));
        this.plainHttp = PlainHttp.of(operator.target());
        this.modelRegistry = operator.registry();
    }

    @Test
    void aFlipIsVisibleWithinASecond_andSoIsTheWayBack(@TempDir Path scratch) {
        ModelCard mean = publish(Pooling.MEAN, scratch);
        String byMean = answer();

        ModelCard first = publish(Pooling.CLS, scratch);
        Await.pass(VISIBLE);
        String byFirst = answer();

        new MoveAlias(modelRegistry).run(model, CHAMPION, mean.version());
        Await.pass(VISIBLE);

        assertThat(byFirst).isNotEqualTo(byMean);
        for (int i = 0; i < 10; i++) {
            assertThat(answer()).isEqualTo(byMean);
        }
        assertThat(first.version()).isNotEqualTo(mean.version());
        assertThat(modelRegistry.versions(model)).hasSize(2);
    }

    /** The same graph with another pooling is another version with other vectors. */
    private ModelCard publish(Pooling pooling, Path scratch) {
        PublishRequest bundled = BundledModel.allMiniLmL6V2();
        ModelSpec.TextEmbedding spec = (ModelSpec.TextEmbedding) bundled.spec();
        return new PublishModel(modelRegistry, new OnnxModelConverter(), scratch, Clock.systemUTC())
                .run(PublishRequest.of(
                        model,
                        new ModelSpec.TextEmbedding(spec.text(), spec.output(), pooling, true, spec.dimensions()),
                        bundled.files(),
                        bundled.origin().source()))
                .card();
    }

    private String answer() {
        HttpReply httpReply =
                plainHttp.post("/v1/embeddings", Sentences.bodyFor(model.name().value(), Sentences.CAT));
        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200);
        return httpReply.json().at("/data/0/embedding").toString();
    }
}
