package farebox.bench;

import ai.djl.huggingface.translator.TextEmbeddingTranslatorFactory;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Path;

/**
 * The process that a start is measured against: the model as it was given, opened and run by DJL as its documentation
 * has it, on a JVM without options. Arguments: a folder with {@code model.onnx} and {@code tokenizer.json}, and a text.
 */
final class PlainDjlProcess {
    private PlainDjlProcess() {}

    public static void main(String[] arguments) throws Exception {
        Criteria<String, float[]> criteria = Criteria.builder()
                .setTypes(String.class, float[].class)
                .optModelPath(Path.of(arguments[0]))
                .optModelName("model")
                .optEngine("OnnxRuntime")
                .optTranslatorFactory(new TextEmbeddingTranslatorFactory())
                .optArgument("includeTokenTypes", "true")
                .build();
        try (ZooModel<String, float[]> model = criteria.loadModel();
                Predictor<String, float[]> predictor = model.newPredictor()) {
            System.out.println(predictor.predict(arguments[1]).length);
        }
    }
}
