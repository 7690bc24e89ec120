package farebox.cli.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import farebox.cli.operator.UserError;
import farebox.kernel.ModelName;
import farebox.models.ClassScores;
import farebox.models.FileRole;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.TokenTensor;
import farebox.models.onnx.OnnxSession;
import farebox.models.onnx.SessionSettings;
import farebox.models.onnx.TextTokenizer;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The detector that OpenNLP publishes, as it is served, beside OpenNLP itself. */
class LanguageDetectorFileTest {
    private static final String DETECTOR = "/langdetect-183.bin";

    private static LanguageDetectorME original;
    private static ClassScores scores;
    private static TextTokenizer tokenizer;
    private static OnnxSession served;

    @BeforeAll
    static void publish(@TempDir Path folder) throws IOException, OrtException {
        Path file = folder.resolve("langdetect-183.bin");
        try (InputStream detector =
                Objects.requireNonNull(LanguageDetectorFileTest.class.getResourceAsStream(DETECTOR))) {
            Files.copy(detector, file);
        }
        original = new LanguageDetectorME(new LanguageDetectorModel(file.toFile()));
        Path given = Files.createDirectory(folder.resolve("given"));
        new LanguageDetectorFile(file).convert(given);
        PublishRequest request = new PublicationFolder(given, PublicationFolder.MANIFEST)
                .publication(new ModelRef(ModelRef.PUBLIC, new ModelName("language")))
                .request();
        new OnnxModelConverter().convert(given.resolve("model.onnx"), given, request);
        scores = ((ModelSpec.TextClassification) request.spec()).scores();
        tokenizer = TextTokenizer.open(given.resolve(FileRole.TOKENIZER.fileName()));
        served = OnnxSession.open(given.resolve(FileRole.GRAPH.fileName()), SessionSettings.serving());
    }

    @AfterAll
    static void close() throws OrtException {
        served.close();
        tokenizer.close();
    }

    @ParameterizedTest
    @CsvSource({
        "eng, The committee will meet again in the spring to decide on the budget.",
        "deu, Der Ausschuss tritt im Frühjahr wieder zusammen und entscheidet über den Haushalt.",
        "fra, La commission se réunira de nouveau au printemps pour voter le budget.",
        "spa, La comisión volverá a reunirse en primavera para decidir sobre el presupuesto.",
        "ita, La commissione si riunirà di nuovo in primavera per decidere sul bilancio.",
        "pol, Komisja zbierze się ponownie na wiosnę i podejmie decyzję w sprawie budżetu.",
        "rus, Комиссия снова соберётся весной и примет решение по бюджету.",
        "ell, Η επιτροπή θα συνεδριάσει ξανά την άνοιξη για να αποφασίσει για τον προϋπολογισμό.",
        "jpn, 委員会は春に再び開かれ、予算について決定します。",
        "kor, 위원회는 봄에 다시 모여 예산을 결정할 것입니다."
    })
    void aText_hasTheLanguageThatItIsWrittenIn(String language, String text) {
        Map<String, Double> probabilities = served(text);

        assertThat(best(probabilities)).isEqualTo(language);
        assertThat(probabilities.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Guten Morgen",
                "A",
                "İstanbul'da hava bugün çok güzel, İzmir'de yağmur var.",
                "See https://example.com/a?b=c or write to jane.doe@example.com about the 42 offers",
                "A well-known Soooooo good!!!!!   aaaa\n\n\nbbb   2,000,000",
                "RT @someone: voilà le #printemps \uD83C\uDF37\uD83C\uDF37 :-) il fait beau",
                "한국어와 English を混ぜた文章です。，！",
                "\uD83D\uDE00",
                "ᚠᛇᚻ"
            })
    void aProbability_isThatOfOpenNlp(String text) {
        Map<String, Double> expected = Arrays.stream(original.predictLanguages(text))
                .collect(Collectors.toMap(Language::getLang, Language::getConfidence));

        assertThat(served(text))
                .allSatisfy((language, probability) -> assertThat(probability)
                        .as(language)
                        .isCloseTo(Objects.requireNonNull(expected.get(language)), within(2e-3)));
    }

    @Test
    void aFileOfAnotherKind_isToldWhatIsWanted(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("other.bin"), "something else");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> new LanguageDetectorFile(file).convert(folder))
                .withMessageContaining("no language detector of OpenNLP");
    }

    private static Map<String, Double> served(String text) {
        try {
            List<Tensor> inputs = List.of(TokenTensor.INPUT_IDS.of(tokenizer.encode(text)));
            double[] probabilities = scores.probabilities(
                    served.run(inputs, List.of(scores.output())).getFirst().numbers());
            return IntStream.range(0, probabilities.length)
                    .boxed()
                    .collect(Collectors.toMap(scores.labels()::get, i -> probabilities[i]));
        } catch (OrtException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static String best(Map<String, Double> probabilities) {
        return probabilities.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }
}
