package farebox.models;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The name of each alternative of a {@link ModelSpec}, and the files of its models. */
public enum Task {
    TEXT_EMBEDDING(ModelSpec.TextEmbedding.class),
    TEXT_CLASSIFICATION(ModelSpec.TextClassification.class),
    TABULAR_CLASSIFICATION(ModelSpec.TabularClassification.class),
    TABULAR_REGRESSION(ModelSpec.TabularRegression.class),
    IMAGE_CLASSIFICATION(ModelSpec.ImageClassification.class),
    IMAGE_TO_TEXT(ModelSpec.ImageToText.class),
    OBJECT_DETECTION(ModelSpec.ObjectDetection.class),
    VOICE_ACTIVITY(ModelSpec.VoiceActivity.class),
    TEXT_GENERATION(ModelSpec.TextGeneration.class),
    SEQUENCE(ModelSpec.Sequence.class),
    TENSORS(ModelSpec.Tensors.class);

    private final Class<? extends ModelSpec> spec;

    Task(Class<? extends ModelSpec> spec) {
        this.spec = spec;
    }

    /** The files that a version of such a model has. */
    Set<FileRole> required() {
        return switch (this) {
            case TEXT_EMBEDDING, TEXT_CLASSIFICATION, TEXT_GENERATION -> EnumSet.of(FileRole.GRAPH, FileRole.TOKENIZER);
            case IMAGE_TO_TEXT -> EnumSet.of(FileRole.GRAPH, FileRole.RECOGNITION);
            case TABULAR_CLASSIFICATION,
                    TABULAR_REGRESSION,
                    IMAGE_CLASSIFICATION,
                    OBJECT_DETECTION,
                    VOICE_ACTIVITY,
                    SEQUENCE,
                    TENSORS -> EnumSet.of(FileRole.GRAPH);
        };
    }

    /** The files that a version of such a model may have besides. */
    Set<FileRole> optional() {
        return switch (this) {
            case TABULAR_CLASSIFICATION, TABULAR_REGRESSION -> EnumSet.of(FileRole.BACKGROUND, FileRole.BASELINE);
            case TEXT_CLASSIFICATION, IMAGE_CLASSIFICATION -> EnumSet.of(FileRole.BASELINE);
            case TEXT_EMBEDDING, IMAGE_TO_TEXT, OBJECT_DETECTION, VOICE_ACTIVITY, TEXT_GENERATION, SEQUENCE, TENSORS ->
                EnumSet.noneOf(FileRole.class);
        };
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
