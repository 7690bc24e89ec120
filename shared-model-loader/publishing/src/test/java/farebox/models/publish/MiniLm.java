package farebox.models.publish;

import farebox.kernel.AliasName;
import farebox.kernel.Deadline;
import farebox.models.ModelRef;
import farebox.models.SampleModel;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import java.nio.file.Path;
import java.time.InstantSource;

/** The real model of the tests, published once, and what is known of its answers. */
public final class MiniLm {
    public static final InstantSource CLOCK = SampleModel.CLOCK;
    public static final ModelRef REF = BundledModel.allMiniLmL6V2().model();
    public static final AliasName CHAMPION = SampleModel.CHAMPION;

    public static final String CAT = "The cat sits on the mat.";
    public static final String FELINE = "A feline rests on a rug.";
    public static final String REVENUE = "Quarterly revenue rose by four percent.";

    private MiniLm() {}

    /** The first five numbers for {@link #CAT}, computed with ONNX Runtime in Python on the int8 graph. */
    public static float[] catExpected() {
        return new float[] {0.12298535f, -0.01811158f, -0.02011768f, 0.0361191f, -0.03861751f};
    }

    public static PublishResult publish(ModelRegistry modelRegistry, Path scratch) {
        return new PublishModel(modelRegistry, new OnnxModelConverter(), scratch, CLOCK)
                .run(BundledModel.allMiniLmL6V2());
    }

    public static InMemoryObjectStore published(Path scratch) {
        InMemoryObjectStore store = new InMemoryObjectStore();
        publish(new ModelRegistry(store, TestSignatures.ONE), scratch);
        return store;
    }

    public static Deadline soon() {
        return SampleModel.soon();
    }
}
