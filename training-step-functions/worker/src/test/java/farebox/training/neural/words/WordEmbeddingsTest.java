package farebox.training.neural.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import farebox.training.neural.words.SkipGram.Settings;
import farebox.training.neural.words.WordEmbeddings.Neighbour;
import farebox.training.onnx.Onnx;
import farebox.training.onnx.OnnxGraph;
import farebox.training.tabular.TrainingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Words of the first 60 chapters of Moby-Dick. */
final class WordEmbeddingsTest {
    private static final Settings SETTINGS = new Settings(32, 5, 5, 3, 0.05, 1e-3);

    private static String text;
    private static Vocabulary vocabulary;
    private static WordEmbeddings embeddings;

    @BeforeAll
    static void train() throws IOException {
        text = Files.readString(Path.of("../examples/word-embeddings/moby-dick.txt"));
        vocabulary = Vocabulary.of(text, 5);
        embeddings = SkipGram.train(text, vocabulary, SETTINGS, TrainingContext.of(1));
    }

    @Test
    void vocabulary_hasTheFrequentWordsFirst() {
        assertThat(vocabulary.words().getFirst()).isEqualTo("the");
        assertThat(vocabulary.words()).contains("whale", "ship").doesNotHaveDuplicates();
        assertThat(vocabulary.counts().getLast()).isEqualTo(5);
    }

    @Test
    void wordsThatOccurTogether_areNearerThanOthers() {
        assertThat(similarity("sperm", "whale")).isGreaterThan(similarity("sperm", "ahab") + 0.2f);
        assertThat(similarity("captain", "ahab")).isGreaterThan(similarity("captain", "bed"));
    }

    @Test
    void graph_givesTheNearestWordsThatTheTrainerGives() {
        String[] all = embeddings.words().toArray(String[]::new);
        OnnxGraph graph = embeddings.toGraph(5);
        float[][] similarities = (float[][]) Onnx.run(graph, Map.of("word", all), WordEmbeddings.SIMILARITY);
        String[][] nearest = (String[][]) Onnx.run(graph, Map.of("word", all), WordEmbeddings.NEAREST);

        assertThat(all).hasSizeGreaterThan(1000);
        for (int row = 0; row < all.length; row += 10) {
            List<Neighbour> expected = embeddings.nearest(all[row], 5);
            assertThat(nearest[row]).hasSize(5).doesNotContain(all[row]);
            for (int place = 0; place < 5; place++) {
                assertThat(similarities[row][place])
                        .isCloseTo(expected.get(place).similarity(), within(1e-4f));
            }
        }
    }

    @Test
    void graph_givesEveryVectorAndZerosForAnUnknownWord() {
        String[] words = {"whale", "quux"};
        float[][] vectors =
                (float[][]) Onnx.run(embeddings.toGraph(5), Map.of("word", words), WordEmbeddings.EMBEDDING);

        int row = embeddings.words().indexOf("whale");
        assertThat(vectors[0]).isEqualTo(Arrays.copyOfRange(embeddings.vectors(), row * 32, (row + 1) * 32));
        assertThat(vectors[1]).containsOnly(0f);
        assertThat(embeddings.nearest("quux", 5)).isEmpty();
    }

    @Test
    void sameSeed_givesTheSameVectors() {
        String part = text.substring(0, 50_000);
        Vocabulary few = Vocabulary.of(part, 5);

        float[] once =
                SkipGram.train(part, few, SETTINGS, TrainingContext.of(2)).vectors();

        assertThat(SkipGram.train(part, few, SETTINGS, TrainingContext.of(2)).vectors())
                .isEqualTo(once);
        assertThat(SkipGram.train(part, few, SETTINGS, TrainingContext.of(3)).vectors())
                .isNotEqualTo(once);
    }

    @Test
    void training_refusesAVocabularyWithoutNeighbours() {
        Vocabulary none = Vocabulary.of("one two three", 5);

        assertThat(none.size()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkipGram.train("one two three", none, SETTINGS, TrainingContext.of(1)));
    }

    private static float similarity(String word, String other) {
        return embeddings.nearest(word, vocabulary.size()).stream()
                .filter(neighbour -> neighbour.word().equals(other))
                .map(Neighbour::similarity)
                .findFirst()
                .orElseThrow();
    }
}
