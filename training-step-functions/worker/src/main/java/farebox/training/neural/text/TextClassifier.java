package farebox.training.neural.text;

import ai.onnxruntime.OrtSession;
import farebox.training.TestPredictions;
import farebox.training.export.Latency;
import farebox.training.export.OnnxSessions;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.tabular.Examples;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** A trained classifier of texts: an encoder, a head over its embeddings, and the names of the classes. */
public record TextClassifier(SentenceEncoder encoder, TabularModel head, List<String> labels) {
    public TextClassifier {
        labels = List.copyOf(labels);
    }

    /** Texts and the class of each, by its place among the labels. */
    public record Texts(List<String> texts, int[] classes, List<String> labels) {
        public Texts {
            texts = List.copyOf(texts);
            labels = List.copyOf(labels);
            if (texts.size() != classes.length) {
                throw new IllegalArgumentException(texts.size() + " texts with " + classes.length + " classes");
            }
        }

        /** A text with its label. */
        public TestPredictions.Item item(int index) {
            return new TestPredictions.Item(Map.of("text", texts.get(index)), labels.get(classes[index]));
        }
    }

    /** Trains the head; the encoder stays as it is, and encodes each text once. */
    public static TextClassifier train(
            SentenceEncoder encoder, TabularFamily family, Texts texts, TrainingContext context) {
        double[] targets = new double[texts.classes().length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = texts.classes()[i];
        }
        Task task = new Task.Classification(texts.labels().size());
        Examples examples = new Examples(embeddings(encoder, texts.texts()), targets, task);
        TabularModel head = family.train(examples, ParameterValues.of(family, Map.of()), context);
        return new TextClassifier(encoder, head, texts.labels());
    }

    /** The probability of each class for each text. */
    public double[][] predict(List<String> texts) {
        return head.predict(embeddings(encoder, texts));
    }

    /** Tokens to labels and probabilities, in one graph. */
    public OnnxGraph toGraph() {
        return SentenceGraph.classifier(encoder.graph(), head, labels);
    }

    /**
     * What a graph gives in ONNX Runtime, to compare with {@link #predict}.
     *
     * @param latency of one text
     */
    public record Served(double[][] probabilities, Latency latency) {
        /** Runs a graph on one text after the other. */
        static Served of(OnnxGraph graph, List<String> texts, BiFunction<OrtSession, String, float[]> run) {
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
            return new Served(probabilities, Latency.of(nanoseconds));
        }

        private static double[] doubles(float[] values) {
            return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        }
    }

    /** Runs a graph of this model. */
    public Served serve(OnnxGraph graph, List<String> texts) {
        return Served.of(graph, texts, (session, text) -> encoder.run(session, text, Labels.PROBABILITIES)[0]);
    }

    private static Matrix embeddings(SentenceEncoder encoder, List<String> texts) {
        return Matrix.ofRows(texts.stream().map(encoder::embed).toArray(float[][]::new));
    }
}
