package farebox.inference.openinference;

import farebox.inference.DetectObjects;
import farebox.inference.DetectVoice;
import farebox.inference.Predictions;
import farebox.inference.ReadText;
import farebox.inference.TextLine;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Predictions as the outputs of a task's form. */
final class TaskOutputs {
    private TaskOutputs() {}

    /** @param predictions at least one, all of the same kind */
    static List<Tensor> of(Predictions predictions) {
        return switch (predictions.list().getFirst()) {
            case Predictions.OfClass first -> classes(predictions, first.probabilities().length);
            case Predictions.OfValue _ -> List.of(values(predictions));
        };
    }

    static List<Tensor> of(DetectObjects.Detections detections) {
        List<Long> images = new ArrayList<>();
        List<DetectObjects.Found> all = new ArrayList<>();
        for (int image = 0; image < detections.list().size(); image++) {
            List<DetectObjects.Found> found = detections.list().get(image);
            images.addAll(Collections.nCopies(found.size(), (long) image));
            all.addAll(found);
        }
        return List.of(
                integers(CallForm.IMAGE, images),
                Tensor.ofTexts(
                        CallForm.LABEL,
                        all.stream().map(DetectObjects.Found::label).toList()),
                doubles(
                        CallForm.SCORE,
                        all.stream().map(DetectObjects.Found::score).toList()),
                Tensor.ofRows(
                        CallForm.BOX,
                        all.stream().map(found -> sides(found.box())).toList(),
                        CallForm.SIDES));
    }

    static List<Tensor> of(ReadText.Readings readings) {
        List<Long> images = new ArrayList<>();
        List<TextLine> all = new ArrayList<>();
        for (int image = 0; image < readings.list().size(); image++) {
            List<TextLine> lines = readings.list().get(image).lines();
            images.addAll(Collections.nCopies(lines.size(), (long) image));
            all.addAll(lines);
        }
        return List.of(
                integers(CallForm.IMAGE, images),
                Tensor.ofTexts(CallForm.TEXT, all.stream().map(TextLine::text).toList()),
                doubles(CallForm.SCORE, all.stream().map(TextLine::score).toList()),
                Tensor.ofRows(
                        CallForm.BOX,
                        all.stream().map(line -> sides(line.box())).toList(),
                        CallForm.SIDES));
    }

    static List<Tensor> of(DetectVoice.Speeches speeches) {
        return List.of(
                doubles(
                        CallForm.START,
                        speeches.list().stream()
                                .map(speech -> seconds(speech.start()))
                                .toList()),
                doubles(
                        CallForm.END,
                        speeches.list().stream()
                                .map(speech -> seconds(speech.end()))
                                .toList()),
                doubles(
                        CallForm.SCORE,
                        speeches.list().stream().map(DetectVoice.Speech::score).toList()));
    }

    private static float[] sides(DetectObjects.Box box) {
        return new float[] {box.xMin(), box.yMin(), box.xMax(), box.yMax()};
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static Tensor integers(String name, List<Long> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(bytes::putLong);
        return new Tensor(name, TensorType.INT64, Shape.of(numbers.size()), new Tensor.Fixed(bytes.flip()));
    }

    private static Tensor doubles(String name, List<Double> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(bytes::putDouble);
        return new Tensor(name, TensorType.FP64, Shape.of(numbers.size()), new Tensor.Fixed(bytes.flip()));
    }

    private static List<Tensor> classes(Predictions predictions, int classes) {
        List<String> labels = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        for (Predictions.Prediction prediction : predictions.list()) {
            Predictions.OfClass ofClass = (Predictions.OfClass) prediction;
            labels.add(ofClass.label());
            rows.add(floats(ofClass.probabilities()));
        }
        return List.of(Tensor.ofTexts(CallForm.LABEL, labels), Tensor.ofRows(CallForm.PROBABILITIES, rows, classes));
    }

    private static Tensor values(Predictions predictions) {
        return doubles(
                CallForm.VALUE,
                predictions.list().stream()
                        .map(prediction -> ((Predictions.OfValue) prediction).value())
                        .toList());
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
