package farebox.inference;

import farebox.models.AudioInput;
import farebox.models.Model;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Runs a recurrent graph over audio, window by window; silence fills up the last one. */
final class AudioWindows {
    private final AudioInput spec;
    private final float[] samples;
    private Tensor state;
    private int window;

    AudioWindows(AudioInput spec, float[] samples) {
        this.spec = spec;
        this.samples = samples;
        Shape shape = new Shape(spec.stateShape());
        this.state = new Tensor(
                spec.state(),
                TensorType.FP32,
                shape,
                new Tensor.Fixed(ByteBuffer.allocate(shape.elements() * Float.BYTES)));
    }

    int count() {
        return (samples.length + spec.window() - 1) / spec.window();
    }

    /** The graph's number for the next window. */
    double next(Model model, String score) {
        List<Tensor> inputs = new ArrayList<>(List.of(samples(), state));
        spec.rateInput().ifPresent(rate -> inputs.add(scalar(rate, spec.samplesPerSecond())));
        List<Tensor> outputs = model.run(inputs, List.of(score, spec.nextState()));
        Tensor next = outputs.get(1);
        state = new Tensor(spec.state(), next.type(), next.shape(), next.content());
        window++;
        return ModelOutputs.requireFinite(outputs.getFirst().numbers(), model.card())[0];
    }

    private Tensor samples() {
        float[] part = new float[spec.context() + spec.window()];
        int from = window * spec.window() - spec.context();
        for (int i = Math.max(0, -from); i < part.length && from + i < samples.length; i++) {
            part[i] = samples[from + i];
        }
        return Tensor.ofRows(spec.samples(), List.of(part), part.length);
    }

    private static Tensor scalar(String name, long value) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        return new Tensor(name, TensorType.INT64, Shape.of(), new Tensor.Fixed(bytes.flip()));
    }
}
