package farebox.training.text;

import ai.onnxruntime.OrtSession;
import farebox.training.export.Latency;
import farebox.training.export.OnnxSessions;
import farebox.training.onnx.OnnxGraph;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * What a graph gives in ONNX Runtime, to compare with what its trainer says.
 *
 * @param latency of one text
 */
public record ServedTexts(double[][] probabilities, Latency latency) {
    /** Runs a graph on one text after the other. */
    public static ServedTexts of(OnnxGraph graph, List<String> texts, BiFunction<OrtSession, String, float[]> run) {
        double[][] probabilities = new double[texts.size()][];
        long[] nanoseconds = new long[texts.size()];
        OrtSession session = OnnxSessions.open(graph, 1);
        try {
            for (int i = 0; i < nanoseconds.length; i++) {
                long start = System.nanoTime();
                probabilities[i] = doubles(run.apply(session, texts.get(i)));
                nanoseconds[i] = System.nanoTime() - start;
            }
        } finally {
            OnnxSessions.close(session);
        }
        return new ServedTexts(probabilities, Latency.of(nanoseconds));
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
