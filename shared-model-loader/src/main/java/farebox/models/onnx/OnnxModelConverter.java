package farebox.models.onnx;

import ai.onnxruntime.OrtException;
import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.TensorSchema;
import farebox.models.TensorType;
import farebox.models.publish.ConvertedModel;
import farebox.models.publish.EmbeddingSettings;
import farebox.models.publish.ModelConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Prepares sentence-embedding graphs with ONNX Runtime. */
public final class OnnxModelConverter implements ModelConverter {
    private static final String DEFAULT_OUTPUT = "last_hidden_state";
    private static final int AXES = 3;

    @Override
    public String converter() {
        OnnxEngine.start();
        return "ONNX Runtime " + OnnxEngine.environment().getVersion() + ", extended optimisation, ORT format";
    }

    @Override
    public ConvertedModel prepare(Path graph, Path folder, EmbeddingSettings settings) {
        Path tokenizer = folder.resolve(FileRole.TOKENIZER.fileName());
        Path converted = folder.resolve(FileRole.GRAPH.fileName());
        try {
            OnnxGraphValidator.check(graph);
            int vocabulary = Vocabulary.size(tokenizer);
            convert(graph, converted);
            try (OnnxSession given = OnnxSession.open(graph, SessionSettings.asGiven());
                    OnnxSession served = OnnxSession.open(converted, SessionSettings.serving());
                    TextTokenizer texts = tokenizer(tokenizer)) {
                List<TensorSchema> inputs = inputs(given);
                TensorSchema output = new ConversionVerifier(given, settings, vocabulary).output(hiddenState(given));
                new ConversionVerifier(given, settings, vocabulary).compare(served, texts, output);
                return new ConvertedModel(inputs, output, vocabulary);
            }
        } catch (OrtException e) {
            throw new InvalidRequest("ONNX Runtime does not open the graph: " + e.getCode());
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the publication cannot be read", e);
        }
    }

    private static void convert(Path graph, Path converted) throws OrtException {
        try (OnnxSession written = OnnxSession.open(graph, SessionSettings.converting(converted))) {
            if (written.inputCount() == 0) {
                throw new InvalidRequest("the graph has no input");
            }
        }
    }

    private static TextTokenizer tokenizer(Path file) {
        try {
            return TextTokenizer.open(file);
        } catch (DataCorrupted e) {
            throw new InvalidRequest("the tokenizer cannot be opened");
        }
    }

    private static List<TensorSchema> inputs(OnnxSession given) throws OrtException {
        List<TensorSchema> inputs = given.inputs();
        if (inputs.size() != given.inputCount()
                || inputs.stream().anyMatch(input -> input.type() != TensorType.INT64)) {
            throw new InvalidRequest("the inputs of the graph must be INT64 tensors");
        }
        inputs.forEach(input -> TokenInput.named(input.name()));
        return inputs;
    }

    private static TensorSchema hiddenState(OnnxSession given) throws OrtException {
        List<TensorSchema> candidates = given.outputs().stream()
                .filter(output ->
                        output.type() == TensorType.FP32 && output.shape().size() == AXES)
                .toList();
        return candidates.stream()
                .filter(output -> candidates.size() == 1 || output.name().equals(DEFAULT_OUTPUT))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(
                        "the graph must have one FP32 output of (texts, tokens, dimensions), or name it "
                                + DEFAULT_OUTPUT));
    }
}
