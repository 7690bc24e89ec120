package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.data.TextReader;
import farebox.training.data.TextReader.LabelledText;
import farebox.training.features.SchemaReport;
import farebox.training.progress.ProgressEvent.SchemaRead;
import farebox.training.progress.SchemaColumn;
import farebox.training.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Texts to learn a classifier from. */
record LabelledTexts(List<LabelledText> texts) {
    private static final int TEST_SHARE = 5;
    private static final int FEWEST = 10;

    /** @throws InvalidRequest naming the file, the column or the line that is wrong */
    static LabelledTexts read(TextReader reader, Path data, TextSpec spec) {
        return new LabelledTexts(reader.labelled(data, new TextReader.TextColumns(spec.text(), spec.target())))
                .checked(spec);
    }

    private LabelledTexts checked(TextSpec spec) {
        if (texts.size() < FEWEST) {
            throw new InvalidRequest(
                    "%s has %d texts; training needs at least %d".formatted(spec.data(), texts.size(), FEWEST), "data");
        }
        if (classes().size() < 2) {
            throw new InvalidRequest("%s: %s has one class only".formatted(spec.data(), spec.target()), "data");
        }
        return this;
    }

    /** The schema as the training takes it. */
    SchemaRead schema(TextSpec spec) {
        List<String> labels = texts.stream().map(LabelledText::label).toList();
        return new SchemaRead(
                spec.data(),
                texts.size(),
                List.of(
                        SchemaColumn.input(spec.text(), "text"),
                        SchemaColumn.labels(spec.target(), SchemaReport.counted(labels))));
    }

    /** The labels that occur, in order. */
    List<String> classes() {
        return texts.stream().map(LabelledText::label).distinct().sorted().toList();
    }

    /** Texts to learn from and, a fifth of all, to test on. */
    record Split(Texts training, Texts test) {}

    Split split(RandomGenerator random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
        Collections.shuffle(order, random);
        int tests = texts.size() / TEST_SHARE;
        return new Split(select(order.subList(tests, order.size())), select(order.subList(0, tests)));
    }

    private Texts select(List<Integer> rows) {
        List<String> classes = classes();
        return new Texts(
                rows.stream().map(row -> texts.get(row).text()).toList(),
                rows.stream()
                        .mapToInt(row -> classes.indexOf(texts.get(row).label()))
                        .toArray(),
                classes);
    }
}
