package farebox.inference.openinference;

import farebox.inference.Predictions;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
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
        int count = predictions.list().size();
        ByteBuffer bytes = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Predictions.Prediction prediction : predictions.list()) {
            bytes.putDouble(((Predictions.OfValue) prediction).value());
        }
        return new Tensor(CallForm.VALUE, TensorType.FP64, Shape.of(count), new Tensor.Fixed(bytes.flip()));
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
