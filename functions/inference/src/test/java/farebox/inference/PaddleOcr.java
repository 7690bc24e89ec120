package farebox.inference;

import ai.onnxruntime.OrtException;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.PixelScale;
import farebox.models.ReadingModel;
import farebox.models.TextDetection;
import farebox.models.TextRecognition;
import farebox.models.onnx.OnnxSession;
import farebox.models.onnx.SessionSettings;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The graphs and characters of PP-OCR v4, as RapidOCR's package carries them. */
record PaddleOcr(OnnxSession detection, OnnxSession recognition, ModelSpec.ImageToText spec) implements AutoCloseable {
    private static final String CHARACTERS = "/models/ppocr_keys_v1.txt";

    static PaddleOcr open(Path folder) {
        try {
            OnnxSession detection = session("/models/ch_PP-OCRv4_det_infer.onnx", folder.resolve("det.onnx"));
            OnnxSession recognition = session("/models/ch_PP-OCRv4_rec_infer.onnx", folder.resolve("rec.onnx"));
            return new PaddleOcr(detection, recognition, new ModelSpec.ImageToText(lines(), characters()));
        } catch (IOException | OrtException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static OnnxSession session(String resource, Path file) throws IOException, OrtException {
        try (InputStream graph = resource(resource)) {
            Files.copy(graph, file);
        }
        return OnnxSession.open(file, SessionSettings.asGiven());
    }

    private static TextDetection lines() {
        PixelScale scale =
                new PixelScale(PixelScale.Order.BGR, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
        return new TextDetection("x", "sigmoid_0.tmp_0", 960, scale, 0.3, 0.5, 1.6);
    }

    private static TextRecognition characters() throws IOException {
        PixelScale scale = new PixelScale(PixelScale.Order.BGR, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
        try (InputStream labels = resource(CHARACTERS)) {
            List<String> characters = Stream.concat(
                            new String(labels.readAllBytes(), StandardCharsets.UTF_8).lines(), Stream.of(" "))
                    .toList();
            return new TextRecognition("x", "softmax_11.tmp_0", 48, 2_400, scale, 0.5, characters);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(PaddleOcr.class.getResourceAsStream(name), name);
    }

    GraphSchema schema() {
        try {
            return detection.schema();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    ReadingModel model(ModelCard card) {
        return new ReadingModel() {
            @Override
            public ModelCard card() {
                return card;
            }

            @Override
            public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
                return ran(detection, inputs, outputs);
            }

            @Override
            public Tensor recognise(Tensor line, String output) {
                return ran(recognition, List.of(line), List.of(output)).getFirst();
            }
        };
    }

    private static List<Tensor> ran(OnnxSession session, List<Tensor> inputs, List<String> outputs) {
        try {
            return session.run(inputs, outputs);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            detection.close();
            recognition.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
