package farebox.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import farebox.kernel.InvalidRequest;
import farebox.training.data.TextReader;
import farebox.training.data.TextReader.LabelledText;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.SoftmaxRegression;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real mails: four of five are learned from, and the fifth compares the trainer with the graph. */
final class BagOfWordsTest {
    private static final List<String> LABELS = List.of("ham", "spam");
    private static final SoftmaxRegression REGRESSION = new SoftmaxRegression(0.01, 500);

    private static BagOfWords classifier;
    private static Texts test;

    @BeforeAll
    static void train() {
        List<LabelledText> mails = new TextReader(1 << 20)
                .labelled(Path.of("../examples/spam/mails.csv"), new TextReader.TextColumns("text", "label"));
        classifier = train(texts(mails, 1, 2, 3, 4), new BagOfWords.Settings(2, 2, 64, REGRESSION));
        test = texts(mails, 0);
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    @Test
    void trainer_tellsSpamFromHam() {
        double[][] predictions = classifier.predict(test.texts());

        assertThat(IntStream.range(0, predictions.length)
                        .mapToDouble(row -> predictions[row][test.classes()[row]] > 0.5 ? 1 : 0)
                        .average()
                        .orElseThrow())
                .isGreaterThan(0.9);
    }

    @Test
    void graph_saysWhatTheTrainerSaysOnEveryTestText() {
        requireSame(test.texts());
    }

    @Test
    void graph_saysWhatTheTrainerSaysOfTextsWithoutKnownTerms() {
        requireSame(List.of(
                "free", "!", "zyzzyva", "zyzzyva zyzzyva", "", "Größe 42 – naïve café, 東京", "FREE\tfree\nFree"));
    }

    @Test
    void text_isCutAtTheLengthThatWasLearnedFrom() {
        String long64 = "the ".repeat(64);

        assertThat(classifier.tokenCount(long64 + "free money")).isEqualTo(64);
        assertThat(classifier.predict(List.of(long64 + "free money")))
                .isDeepEqualTo(classifier.predict(List.of(long64)));
        assertThat(classifier.input().maxTokens()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void terms_haveUpToSoManyTokens(int ngrams) {
        Texts texts = new Texts(
                List.of("not so good", "so good", "not bad", "not so bad at all"), new int[] {0, 1, 1, 0}, LABELS);

        try (BagOfWords small = train(texts, new BagOfWords.Settings(1, ngrams, 8, REGRESSION))) {
            ServedTexts served = small.serve(small.toGraph(), texts.texts());

            assertThat(small.weights().terms().size()).isEqualTo(ngrams == 1 ? 6 : 6 + 6 + 4);
            assertThat(served.probabilities()[3][1]).isCloseTo(small.predict(texts.texts())[3][1], within(1e-5));
        }
    }

    @Test
    void punctuation_isAWordEachAndLettersAreLowered() {
        assertThat(WordTokenizer.split("Win $$$ NOW!! snake_case, ÉTÉ"))
                .containsExactly("win", "$", "$", "$", "now", "!", "!", "snake_case", ",", "été");
    }

    @Test
    void training_givesTheSameModelAgain() {
        Texts texts = new Texts(List.of("a b", "a c", "b c", "a b c"), new int[] {0, 1, 1, 0}, LABELS);
        BagOfWords.Settings settings = new BagOfWords.Settings(1, 2, 8, REGRESSION);

        try (BagOfWords one = train(texts, settings);
                BagOfWords other = train(texts, settings)) {
            assertThat(one.toGraph().toBytes()).isEqualTo(other.toGraph().toBytes());
            assertThat(one.tokenizerJson()).isEqualTo(other.tokenizerJson());
        }
    }

    @Test
    void texts_thatShareNoWordAreRefused() {
        Texts texts = new Texts(List.of("one", "two", "three"), new int[] {0, 1, 1}, LABELS);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> train(texts, new BagOfWords.Settings(2, 2, 64, REGRESSION)))
                .withMessage("no word occurs in 2 texts; lower parameters.min_count");
    }

    private static void requireSame(List<String> texts) {
        double[][] trained = classifier.predict(texts);
        double[][] served = classifier.serve(classifier.toGraph(), texts).probabilities();

        assertThat(served).hasDimensions(texts.size(), LABELS.size());
        for (int row = 0; row < trained.length; row++) {
            assertThat(served[row][1]).as(texts.get(row)).isCloseTo(trained[row][1], within(1e-5));
        }
    }

    private static BagOfWords train(Texts texts, BagOfWords.Settings settings) {
        return BagOfWords.train(texts, settings, TrainingContext.of(1));
    }

    /** The mails whose number leaves one of these when divided by five. */
    private static Texts texts(List<LabelledText> mails, int... remainders) {
        List<LabelledText> chosen = IntStream.range(0, mails.size())
                .filter(i -> IntStream.of(remainders).anyMatch(wanted -> wanted == i % 5))
                .mapToObj(mails::get)
                .toList();
        return new Texts(
                chosen.stream().map(LabelledText::text).toList(),
                chosen.stream().mapToInt(mail -> LABELS.indexOf(mail.label())).toArray(),
                LABELS);
    }
}
