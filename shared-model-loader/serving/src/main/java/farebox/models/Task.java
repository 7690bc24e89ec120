package farebox.models;

import java.util.Arrays;
import java.util.Locale;

/** The name of each alternative of a {@link ModelSpec}. */
public enum Task {
    TEXT_EMBEDDING(ModelSpec.TextEmbedding.class),
    TEXT_CLASSIFICATION(ModelSpec.TextClassification.class),
    TABULAR_CLASSIFICATION(ModelSpec.TabularClassification.class),
    TABULAR_REGRESSION(ModelSpec.TabularRegression.class),
    IMAGE_CLASSIFICATION(ModelSpec.ImageClassification.class),
    OBJECT_DETECTION(ModelSpec.ObjectDetection.class),
    VOICE_ACTIVITY(ModelSpec.VoiceActivity.class),
    TEXT_GENERATION(ModelSpec.TextGeneration.class),
    SEQUENCE(ModelSpec.Sequence.class),
    TENSORS(ModelSpec.Tensors.class);

    private final Class<? extends ModelSpec> spec;

    Task(Class<? extends ModelSpec> spec) {
        this.spec = spec;
    }

    /** The task of an alternative. */
    public static Task of(Class<? extends ModelSpec> spec) {
        return Arrays.stream(values())
                .filter(task -> task.spec.equals(spec))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(spec + " is not one alternative"));
    }

    public Class<? extends ModelSpec> spec() {
        return spec;
    }

    /** The name in manifests and responses, such as {@code text-embedding}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
