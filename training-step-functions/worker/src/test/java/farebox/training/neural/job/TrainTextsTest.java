package farebox.training.neural.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.kernel.InvalidRequest;
import farebox.monitoring.NumberDistribution;
import farebox.training.ModelArtifact;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.card.CardPage;
import farebox.training.card.ModelCard;
import farebox.training.progress.ProgressEvent;
import farebox.training.progress.ProgressEvent.MetricMeasured;
import farebox.training.progress.ProgressEvent.NoteAdded;
import farebox.training.progress.ProgressEvent.TrialFinished;
import farebox.training.progress.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainTextsTest {
    private static final String SMALL =
            "\"vocabulary\": 280, \"length\": 16, \"width\": 16, \"heads\": 2, \"depth\": 1";

    private final List<ProgressEvent> events = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void textClassifier_shipsItsTokenizerAndLabels() throws IOException {
        Files.write(folder.resolve("mails.csv"), everyTenthMail());

        Trained model = train("{\"data\": \"mails.csv\", \"family\": \"text_classifier\", \"seed\": 1}");

        ModelArtifact.Spec.TextClassification served =
                (ModelArtifact.Spec.TextClassification) model.artifact().spec();
        assertThat(served.scores().labels()).containsExactly("ham", "spam");
        assertThat(served.text()).isEqualTo(new ModelArtifact.Text(512, 30_522));
        assertThat(model.artifact().metrics().get("accuracy")).isGreaterThan(0.6);
        assertThat(model.card().metrics()).containsKeys("f1", "auc");
        assertThat(model.card().graph().comparedRows()).isEqualTo(10);
        assertThat(model.card().graph().memoryBytes()).isPresent();
        assertThat(model.card().graph().largestDifference()).isLessThan(1e-4);
        assertThat(new JsonMapper()
                        .readTree(model.model().tokenizer().orElseThrow())
                        .at("/truncation/max_length")
                        .asInt())
                .isEqualTo(512);
        assertThat(events)
                .anyMatch(event -> event instanceof MetricMeasured(String metric, double value)
                        && metric.equals("accuracy")
                        && value > 0.6);
    }

    @Test
    void spamExample_trainsAsItStands() throws IOException {
        Path example = Path.of("../examples/spam");
        Files.copy(example.resolve("mails.csv"), folder.resolve("mails.csv"));

        Trained model = train(Files.readString(example.resolve("training.json")));

        ModelArtifact.Spec.TextClassification served =
                (ModelArtifact.Spec.TextClassification) model.artifact().spec();
        JsonNode tokenizer = new JsonMapper().readTree(model.model().tokenizer().orElseThrow());
        assertThat(served.text())
                .isEqualTo(new ModelArtifact.Text(
                        4_096, tokenizer.at("/model/vocab").size()));
        assertThat(model.artifact().metrics().get("f1")).isGreaterThan(0.9);
        assertThat(model.card().graph().comparedRows()).isEqualTo(100);
        assertThat(model.card().graph().largestDifference()).isLessThanOrEqualTo(1e-4);
        assertThat(model.card().contributions()).isNotEmpty();
        assertThat(model.card().robustness())
                .hasSize(3)
                .allSatisfy(noise -> assertThat(noise.value()).isBetween(0.8, 1.0));
        assertThat(CardPage.of(model.card())).contains("Under noise");
        assertThat(model.model().baseline()).isPresent();
        assertThat(model.graph().inputs()).containsExactly("input_ids");
    }

    @Test
    void textTransformer_learnsItsTokensAndIsServedAsTextsAre() throws IOException {
        Files.copy(Path.of("../examples/spam/mails.csv"), folder.resolve("mails.csv"));

        Trained model = train("""
                {"data": "mails.csv", "family": "text_transformer", "seed": 1,
                 "parameters": {"epochs": 4, "width": 32, "depth": 1, "length": 64, "vocabulary": 600}}""");

        ModelArtifact.Spec.TextClassification served =
                (ModelArtifact.Spec.TextClassification) model.artifact().spec();
        assertThat(served.text()).isEqualTo(new ModelArtifact.Text(64, 600));
        assertThat(model.artifact().metrics().get("accuracy")).isGreaterThan(0.7);
        assertThat(model.card().graph().comparedRows()).isEqualTo(100);
        assertThat(model.card().graph().largestDifference()).isLessThanOrEqualTo(1e-4);
        assertThat(model.card().contributions()).isNotEmpty();
        assertThat(model.model().baseline().orElseThrow().inputs().columns())
                .extractingByKey("tokens", InstanceOfAssertFactories.type(NumberDistribution.class))
                .satisfies(tokens -> assertThat(tokens.quantile(1)).isEqualTo(64));
        assertThat(model.graph().inputs()).containsExactly("input_ids");
        assertThat(model.model().tokenizer()).isPresent();
    }

    @Test
    void wordEmbeddings_areCalledByTheirTensors() throws IOException {
        Files.writeString(folder.resolve("book.txt"), book(40_000));

        Trained model = train("""
                {"data": "book.txt", "family": "word_embeddings", "parameters": {"epochs": 1, "width": 8}, "seed": 3}""");

        assertThat(model.artifact().spec()).isEqualTo(new ModelArtifact.Spec.Tensors());
        assertThat(model.artifact().training())
                .containsEntry("family", "word_embeddings")
                .containsEntry("parameters.width", "8.0")
                .containsEntry("seed", "3");
        assertThat(model.model().tokenizer()).isEmpty();
        assertThat(CardPage.of(model.card())).contains("word embeddings", "trained on 40000 items of book.txt");
    }

    @Test
    void languageModel_isMeasuredBesideA5Gram() throws IOException {
        Files.writeString(folder.resolve("book.txt"), book(20_000));

        Trained model =
                train("{\"data\": \"book.txt\", \"family\": \"language_model\", \"parameters\": {\"epochs\": 1, "
                        + SMALL + "}}");

        assertThat(model.artifact().metrics()).containsOnlyKeys("bits_per_character", "bits_per_character_5_gram");
        assertThat(model.artifact().metrics().get("bits_per_character")).isBetween(1.0, 8.0);
        assertThat(model.artifact().metrics().get("bits_per_character_5_gram")).isBetween(1.0, 4.0);
        assertThat(model.graph().inputs()).contains("input_ids", "past_key_values.0.key");
        assertThat(model.model().tokenizer()).isPresent();
        assertThat(model.artifact().spec()).isInstanceOfSatisfying(ModelArtifact.Spec.TextGeneration.class, spec -> {
            assertThat(spec.logits()).isEqualTo("logits");
            assertThat(spec.text().maxTokens()).isPositive();
        });
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"family": "word_embeddings"}                                            | required property 'data' not found
            {"data": "x.txt", "family": "word_embeddings"}                           | there is no file x.txt
            {"data": "../book.txt", "family": "word_embeddings"}                     | data:
            {"data": "short.txt", "family": "word_embeddings"}                       | embeddings need at least two
            {"data": "short.txt", "family": "language_model"}                        | the text is too short
            {"data": "latin.txt", "family": "word_embeddings"}                       | latin.txt: the text is not UTF-8
            {"data": "book.txt", "family": "word_embeddings", "epochs": 3}           | epochs
            {"data": "one.csv", "text": "text", "family": "mlp"}                     | family: mlp is none of texts
            {"data": "apart.csv", "text": "text", "parameters": {"length": 8}}       | parameters belong to a family
            {"data": "book.txt", "family": "word_embeddings", "columns": {}}         | columns
            {"data": "book.txt", "family": "word_embeddings", "compression": {"method": "int8"}} | compression: does not go with this family and data; leave it out
            {"data": "book.txt", "family": "language_model", "metrics": ["f1"]}      | metrics: does not go with this family
            {"data": "one.csv", "family": "bag_of_words", "metrics": ["rmse"]}       | metrics.0: does not have a value in the enumeration
            {"data": "one.csv", "family": "bag_of_words", "compression": {"method": "distillation", "student": "svm"}} | compression.method: does not have a value
            {"data": "book.txt", "family": "word_embeddings", "parameters": {"x":1}} | parameters.x is unknown
            {"data": "book.txt", "family": "word_embeddings", "parameters": {"epochs":0}} | parameters.epochs must be
            {"data": "book.txt", "family": "language_model", "parameters": {"heads":3}} | 3 heads do not share
            {"data": "gap.csv", "family": "text_transformer", "parameters": {"heads":3}} | line 3: label is missing
            {"data": "one.csv", "family": "text_classifier"}                         | has one class only
            {"data": "gap.csv", "family": "text_classifier"}                         | line 3: label is missing
            {"data": "one.csv", "family": "bag_of_words"}                            | has one class only
            {"data": "gap.csv", "family": "bag_of_words"}                            | line 3: label is missing
            {"data": "apart.csv", "family": "bag_of_words"}                          | no word occurs in 2 texts
            {"data": "apart.csv", "family": "bag_of_words", "parameters": {"ngrams": 4}} | parameters.ngrams must be a whole number from 1 to 3, not 4.0
            {"data": "apart.csv", "family": "bag_of_words", "parameters": {"epochs": 4}} | parameters.epochs is unknown
            {"data": "one.csv", "family": "text_classifier", "target": "y"}          | there is no column "y"
            {"data": "short.txt", "family": "text_classifier", "text": "a b"}        | there is no column "label"
            """)
    void run_badInput_isRefusedByName(String spec, String message) throws IOException {
        Files.writeString(folder.resolve("book.txt"), book(20_000));
        Files.writeString(folder.resolve("short.txt"), "a b");
        Files.write(folder.resolve("latin.txt"), "naïve".repeat(99).getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("one.csv"), "text,label\n" + "hello,x\n".repeat(20));
        Files.writeString(
                folder.resolve("apart.csv"),
                "text,label\na,x\nb,y\nc,x\nd,y\ne,x\nf,y\ng,x\nh,y\ni,x\nj,y\nk,x\nl,y\n");
        Files.writeString(folder.resolve("gap.csv"), "text,label\na,x\nb,\n" + "c,y\n".repeat(20));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> train(spec))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"bag_of_words", "text_classifier", "text_transformer", "word_embeddings", "language_model"})
    void budgetTooShortForOnePass_isRefused(String family) throws IOException {
        Files.writeString(folder.resolve("book.txt"), book(20_000));
        Files.writeString(folder.resolve("mails.csv"), "text,label\n" + "good day,ham\nwin now,spam\n".repeat(99));
        boolean labelled = !family.equals("word_embeddings") && !family.equals("language_model");
        String size = family.equals("text_transformer") || family.equals("language_model")
                ? "\"epochs\": 2, \"batch\": 4, " + SMALL
                : "";
        String spec = "{\"data\": \"%s\", \"family\": \"%s\", \"parameters\": {%s}}"
                .formatted(labelled ? "mails.csv" : "book.txt", family, size);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new TrainTexts(events::add, usedUpAfter(0), StopSignal.NEVER, Optional.empty())
                        .run(TextSpec.read(spec), folder))
                .withMessageStartingWith("budget.seconds: the time was used up")
                .withMessageEndingWith("give more");
    }

    @Test
    void budgetThatEndsLater_isNotedAndLeavesTheModelSoFar() throws IOException {
        Files.writeString(folder.resolve("book.txt"), book(20_000));
        String mails = Files.readString(Path.of("../examples/spam/mails.csv"));
        Files.writeString(folder.resolve("mails.csv"), mails);

        new TrainTexts(events::add, usedUpAfter(3), StopSignal.NEVER, Optional.empty())
                .run(TextSpec.read("{\"data\": \"mails.csv\", \"family\": \"bag_of_words\"}"), folder);
        new TrainTexts(events::add, usedUpAfter(6), StopSignal.NEVER, Optional.empty())
                .run(TextSpec.read("{\"data\": \"book.txt\", \"family\": \"word_embeddings\"}"), folder);

        assertThat(events)
                .filteredOn(NoteAdded.class::isInstance)
                .extracting(event -> ((NoteAdded) event).note())
                .satisfiesExactly(
                        note -> assertThat(note).contains("before the solver found the minimum"),
                        note -> assertThat(note).startsWith("the time was used up in epoch"));
    }

    @Test
    void int8_makesTheGraphOfATextModelSmaller() throws IOException {
        Files.copy(Path.of("../examples/spam/mails.csv"), folder.resolve("mails.csv"));

        Trained model = train("""
                {"data": "mails.csv", "family": "bag_of_words", "compression": {"method": "int8"}, "metrics": ["f1"]}""");

        ModelCard.Compression compression = model.card().compression().orElseThrow();
        assertThat(compression.method()).isEqualTo("int8");
        assertThat(compression.after().bytes())
                .isEqualTo(model.graph().toBytes().length)
                .isLessThan(compression.before().bytes());
        assertThat(model.artifact().metrics().get("f1")).isGreaterThan(0.8);
    }

    @Test
    void smallerModelBelowTheGate_isRefused() throws IOException {
        Files.copy(Path.of("../examples/spam/mails.csv"), folder.resolve("mails.csv"));

        assertThat(trainTexts().run(TextSpec.read("""
                        {"data": "mails.csv", "family": "bag_of_words", "gate": {"accuracy": 0.9},
                         "compression": {"method": "pruning", "share": 0.999}}"""), folder))
                .isInstanceOfSatisfying(TrainingResult.NotPromoted.class, refused -> {
                    assertThat(refused.reasons()).singleElement().asString().contains("gate.accuracy");
                    assertThat(refused.card().compression()).isPresent();
                });
    }

    @Test
    void auto_comparesTheFamiliesOfClassifiers_andTrainsTheBest() throws IOException {
        Files.write(folder.resolve("mails.csv"), everyTenthMail());
        TextSpec spec = TextSpec.read("{\"data\": \"mails.csv\", \"text\": \"text\", \"metrics\": [\"f1\"]}");

        Trained model = (Trained) trainTexts().run(spec, folder);

        assertThat(model.card().leaderboard())
                .extracting(ModelCard.Trial::candidate)
                .containsExactlyInAnyOrder("bag_of_words", "text_classifier", "text_transformer");
        assertThat(model.card().leaderboard()).isSortedAccordingTo(Comparator.comparingDouble(trial -> -trial.score()));
        assertThat(model.artifact().training())
                .containsEntry("family", model.card().leaderboard().getFirst().candidate());
        assertThat(events).filteredOn(TrialFinished.class::isInstance).hasSize(3);
    }

    @Test
    void auto_withoutTimeForOneFamily_isRefused() throws IOException {
        Files.writeString(folder.resolve("mails.csv"), "text,label\n" + "good day,ham\nwin now,spam\n".repeat(60));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new TrainTexts(events::add, StopSignal.NEVER, usedUpAfter(0), Optional.empty())
                        .run(TextSpec.read("{\"data\": \"mails.csv\", \"text\": \"text\"}"), folder))
                .withMessageContaining("budget.seconds is too short: it ended before the first of 3 families");
    }

    /** A time that is used up once it was asked for this many times. */
    private static StopSignal usedUpAfter(int looks) {
        AtomicInteger asked = new AtomicInteger();
        return new StopSignal() {
            @Override
            public boolean stopRequested() {
                return asked.getAndIncrement() >= looks;
            }

            @Override
            public boolean outOfTime() {
                return asked.get() >= looks;
            }
        };
    }

    @Test
    void isOne_knowsTheFamiliesOfTexts() {
        assertThat(TextSpec.isOne("{\"family\": \"language_model\"}")).isTrue();
        assertThat(TextSpec.isOne("{\"family\": \"mlp\"}")).isFalse();
        assertThat(TextSpec.isOne("{\"text\": \"mail\"}")).isTrue();
        assertThat(TextSpec.isOne("{}")).isFalse();
        assertThat(TextSpec.isOne("not json")).isFalse();
    }

    private Trained train(String spec) {
        return (Trained) trainTexts().run(TextSpec.read(spec), folder);
    }

    private TrainTexts trainTexts() {
        return new TrainTexts(events::add, StopSignal.NEVER, StopSignal.NEVER, Optional.empty());
    }

    private static List<String> everyTenthMail() throws IOException {
        List<String> mails = Files.readAllLines(Path.of("../examples/spam/mails.csv"));
        List<String> few = new ArrayList<>(List.of(mails.getFirst()));
        for (int i = 1; i < mails.size(); i += 10) {
            few.add(mails.get(i));
        }
        return few;
    }

    private static String book(int length) throws IOException {
        return Files.readString(Path.of("../examples/word-embeddings/moby-dick.txt"))
                .substring(0, length);
    }
}
