package farebox.training.text;

import farebox.training.TestPredictions;
import java.util.List;
import java.util.Map;

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
