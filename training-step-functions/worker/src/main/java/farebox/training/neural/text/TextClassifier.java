package farebox.training.neural.text;

import farebox.kernel.InvalidRequest;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.Examples;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import farebox.training.text.ServedTexts;
import farebox.training.text.Texts;
import java.util.List;
import java.util.Map;

/** A trained classifier of texts: an encoder, a head over its embeddings, and the names of the classes. */
public record TextClassifier(SentenceEncoder encoder, TabularModel head, List<String> labels) {
    public TextClassifier {
        labels = List.copyOf(labels);
    }

    /**
     * Trains the head; the encoder stays as it is, and encodes each text once.
     *
     * @throws InvalidRequest if the time is used up before all texts are encoded
     */
    public static TextClassifier train(
            SentenceEncoder encoder, TabularFamily family, Texts texts, TrainingContext context) {
        double[] targets = new double[texts.classes().length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = texts.classes()[i];
        }
        Task task = new Task.Classification(texts.labels().size());
        Examples examples = new Examples(embeddings(encoder, texts.texts(), context.stop()), targets, task);
        TabularModel head = family.train(examples, ParameterValues.of(family, Map.of()), context);
        return new TextClassifier(encoder, head, texts.labels());
    }

    private static Matrix embeddings(SentenceEncoder encoder, List<String> texts, StopSignal stop) {
        float[][] rows = new float[texts.size()][];
        for (int i = 0; i < rows.length; i++) {
            if (stop.outOfTime()) {
                throw new InvalidRequest(
                        "budget.seconds: the time was used up by the embeddings of %d of %d texts; give more"
                                .formatted(i, rows.length),
                        "budget.seconds");
            }
            rows[i] = encoder.embed(texts.get(i));
        }
        return Matrix.ofRows(rows);
    }

    /** The probability of each class for each text. */
    public double[][] predict(List<String> texts) {
        return head.predict(embeddings(encoder, texts, StopSignal.NEVER));
    }

    /** Tokens to labels and probabilities, in one graph. */
    public OnnxGraph toGraph() {
        return SentenceGraph.classifier(encoder.graph(), head, labels);
    }

    /** Runs a graph of this model. */
    public ServedTexts serve(OnnxGraph graph, List<String> texts) {
        return ServedTexts.of(graph, texts, (session, text) -> encoder.run(session, text, Labels.PROBABILITIES)[0]);
    }
}
