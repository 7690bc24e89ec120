package farebox.training.neural.family;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.training.TrainTable;
import farebox.training.TrainingResult.Trained;
import farebox.training.data.DataLimits;
import farebox.training.progress.Progress;
import farebox.training.progress.StopSignal;
import farebox.training.testdata.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of neural networks train as they stand, and pass their own gates. */
final class NeuralExamplesTest {
    private final TrainTable train =
            new TrainTable(NeuralFamilies.all(), DataLimits.ofHeap(1 << 28), 1, InstantSource.fixed(Instant.EPOCH));

    @ParameterizedTest
    @CsvSource({"mlp,0.85", "cnn,0.97", "rnn,0.9", "lstm,0.94", "transformer,0.93"})
    void example_trains(String name, double accuracy) {
        Path folder = Datasets.folder(name);

        Trained trained = (Trained)
                train.run(new TrainTable.Request(Datasets.spec(name), folder, Progress.NONE, StopSignal.NEVER));

        assertThat(trained.artifact().metrics().get("accuracy")).isGreaterThan(accuracy);
        assertThat(trained.card().graph().largestDifference()).isLessThanOrEqualTo(1e-4);
    }

    @Test
    void everyFamily_hasItsWordInTheSchema() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(Files.readString(Path.of("src/main/resources/farebox/training/training.schema.json")));
        List<String> words = StreamSupport.stream(
                        schema.at("/properties/family/enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();

        assertThat(words)
                .containsAll(NeuralFamilies.all().stream()
                        .map(family -> family.name())
                        .toList());
    }
}
