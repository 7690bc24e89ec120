package farebox.training.neural.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.LogisticFamily;
import farebox.training.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real mails: two of five train the head, one of five compares the trainer with the graph. */
final class TextClassifierTest {
    private static final List<String> LABELS = List.of("ham", "spam");

    private static SentenceEncoder encoder;
    private static TextClassifier classifier;
    private static Texts test;
    private static double[][] trained;

    @BeforeAll
    static void train() throws IOException {
        encoder = SentenceEncoder.miniLm();
        List<CSVRecord> mails = mails();
        classifier = TextClassifier.train(encoder, new LogisticFamily(), texts(mails, 1, 2), TrainingContext.of(1));
        test = texts(mails, 0);
        trained = classifier.predict(test.texts());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void head_tellsSpamFromHam() {
        assertThat(accuracy(trained)).isGreaterThan(0.9);
    }

    @Test
    void graph_saysWhatTheTrainerSaysOnEveryTestText() {
        double[][] served = classifier.serve(classifier.toGraph(), test.texts()).probabilities();

        assertThat(served).hasDimensions(100, 2);
        for (int row = 0; row < trained.length; row++) {
            assertThat(served[row][1]).isCloseTo(trained[row][1], within(1e-4));
        }
    }

    @Test
    void graph_takesTokensAndGivesLabels() {
        assertThat(classifier.toGraph().inputs())
                .containsExactlyInAnyOrder("input_ids", "attention_mask", "token_type_ids");
        assertThat(classifier.toGraph().outputs()).containsExactly("label", "probabilities");
    }

    @Test
    void embeddings_haveLengthOneAndAreNearForNearMeanings() {
        float[] cat = encoder.embed("A cat sits on the mat.");

        assertThat(cosine(cat, cat)).isCloseTo(1, within(1e-5));
        assertThat(cosine(cat, encoder.embed("A kitten is sitting on a rug.")))
                .isGreaterThan(cosine(cat, encoder.embed("Interest rates rose again.")) + 0.3);
    }

    @Test
    void texts_refuseAnotherNumberOfClasses() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Texts(List.of("a"), new int[2], LABELS));
    }

    private static double cosine(float[] some, float[] others) {
        return IntStream.range(0, some.length)
                .mapToDouble(i -> some[i] * others[i])
                .sum();
    }

    private static double accuracy(double[][] probabilities) {
        return IntStream.range(0, probabilities.length)
                .mapToDouble(row -> probabilities[row][test.classes()[row]] > 0.5 ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static List<CSVRecord> mails() throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser =
                CSVParser.parse(Files.newBufferedReader(Path.of("../examples/spam/mails.csv")), format)) {
            return parser.getRecords();
        }
    }

    /** The mails whose number leaves one of these when divided by five. */
    private static Texts texts(List<CSVRecord> mails, int... remainders) {
        List<String> texts = new ArrayList<>();
        List<Integer> classes = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            int remainder = i % 5;
            if (IntStream.of(remainders).anyMatch(wanted -> wanted == remainder)) {
                texts.add(mails.get(i).get("text"));
                classes.add(LABELS.indexOf(mails.get(i).get("label")));
            }
        }
        return new Texts(texts, classes.stream().mapToInt(Integer::intValue).toArray(), LABELS);
    }
}
