package farebox.models;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The name of each alternative of a {@link ModelSpec}, and the files of its models besides the graph. */
public enum Task {
    TEXT_EMBEDDING(ModelSpec.TextEmbedding.class, Files.TOKENIZED),
    TEXT_CLASSIFICATION(ModelSpec.TextClassification.class, Files.TOKENIZED),
    TABULAR_CLASSIFICATION(ModelSpec.TabularClassification.class, Files.COMPARED),
    TABULAR_REGRESSION(ModelSpec.TabularRegression.class, Files.COMPARED),
    IMAGE_CLASSIFICATION(ModelSpec.ImageClassification.class, Files.GRAPH_ALONE),
    IMAGE_TO_TEXT(ModelSpec.ImageToText.class, Files.TWO_GRAPHS),
    OBJECT_DETECTION(ModelSpec.ObjectDetection.class, Files.GRAPH_ALONE),
    VOICE_ACTIVITY(ModelSpec.VoiceActivity.class, Files.GRAPH_ALONE),
    TEXT_GENERATION(ModelSpec.TextGeneration.class, Files.TOKENIZED),
    SEQUENCE(ModelSpec.Sequence.class, Files.GRAPH_ALONE),
    TENSORS(ModelSpec.Tensors.class, Files.GRAPH_ALONE);

    /** Which files the models of a task must have, and which they may have. */
    private record Files(Set<FileRole> required, Set<FileRole> optional) {
        private static final Files GRAPH_ALONE = new Files(EnumSet.of(FileRole.GRAPH), Set.of());
        private static final Files TOKENIZED = new Files(EnumSet.of(FileRole.GRAPH, FileRole.TOKENIZER), Set.of());
        private static final Files TWO_GRAPHS = new Files(EnumSet.of(FileRole.GRAPH, FileRole.RECOGNITION), Set.of());
        private static final Files COMPARED =
                new Files(EnumSet.of(FileRole.GRAPH), EnumSet.of(FileRole.BACKGROUND, FileRole.BASELINE));
    }

    private final Class<? extends ModelSpec> spec;
    private final Files files;

    Task(Class<? extends ModelSpec> spec, Files files) {
        this.spec = spec;
        this.files = files;
    }

    /** The files that a version of such a model has. */
    Set<FileRole> required() {
        return Collections.unmodifiableSet(files.required());
    }

    /** The files that a version of such a model may have besides. */
    Set<FileRole> optional() {
        return Collections.unmodifiableSet(files.optional());
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
