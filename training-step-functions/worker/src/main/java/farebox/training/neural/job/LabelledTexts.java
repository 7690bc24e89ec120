package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.text.TextClassifier.Texts;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads texts and their labels from a CSV file. */
record LabelledTexts(List<String> texts, List<String> labels) {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final int TEST_SHARE = 5;
    private static final int FEWEST = 10;

    /** @throws InvalidRequest naming the column or the line that is wrong */
    static LabelledTexts read(Path file, TextSpec spec) {
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser parser = CSVParser.parse(reader, FORMAT)) {
            requireColumn(parser, spec.text(), file);
            requireColumn(parser, spec.target(), file);
            for (CSVRecord row : parser) {
                texts.add(cell(row, spec.text(), parser.getCurrentLineNumber()));
                labels.add(cell(row, spec.target(), parser.getCurrentLineNumber()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LabelledTexts(texts, labels).checked(spec);
    }

    private static void requireColumn(CSVParser parser, String column, Path file) {
        if (!parser.getHeaderNames().contains(column)) {
            throw new InvalidRequest("%s has no column \"%s\"; it has %s"
                    .formatted(file.getFileName(), column, parser.getHeaderNames()));
        }
    }

    private static String cell(CSVRecord row, String column, long line) {
        if (!row.isSet(column) || row.get(column).isBlank()) {
            throw new InvalidRequest("line %d: %s is missing".formatted(line, column));
        }
        return row.get(column);
    }

    private LabelledTexts checked(TextSpec spec) {
        if (texts.size() < FEWEST) {
            throw new InvalidRequest(
                    "%s has %d texts; training needs at least %d".formatted(spec.data(), texts.size(), FEWEST));
        }
        if (classes().size() < 2) {
            throw new InvalidRequest("%s: %s has one class only".formatted(spec.data(), spec.target()));
        }
        return this;
    }

    /** The labels that occur, in order. */
    List<String> classes() {
        return labels.stream().distinct().sorted().toList();
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
                rows.stream().map(texts::get).toList(),
                rows.stream().mapToInt(row -> classes.indexOf(labels.get(row))).toArray(),
                classes);
    }
}
