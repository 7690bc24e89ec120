package farebox.training.pipeline.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The definition for AWS Batch beside the one for SageMaker. */
final class TrainingBatchDefinitionTest {
    private static final String TRAIN = "Train";
    private static final Path FOLDER = Path.of("..", "statemachine");

    private final ObjectNode sageMaker = states("training.asl.json");
    private final ObjectNode batch = states("training-batch.asl.json");

    @Test
    void everyOtherState_isTheSame() {
        assertThat(batch.deepCopy().without(TRAIN).toPrettyString())
                .isEqualTo(sageMaker.deepCopy().without(TRAIN).toPrettyString());
    }

    @Test
    void train_keepsItsContract() {
        JsonNode here = batch.path(TRAIN);
        JsonNode there = sageMaker.path(TRAIN);

        assertThat(here.path("Arguments").path("JobName"))
                .isEqualTo(there.path("Arguments").path("TrainingJobName"));
        for (String field : new String[] {"TimeoutSeconds", "Catch", "Next"}) {
            assertThat(here.path(field)).as(field).isEqualTo(there.path(field));
        }
        assertThat(here.path("Assign").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(() -> there.path("Assign").fieldNames());
        assertThat(here.path("Retry").get(0).path("MaxAttempts"))
                .isEqualTo(there.path("Retry").get(0).path("MaxAttempts"));
    }

    private static ObjectNode states(String name) {
        try {
            return (ObjectNode)
                    new JsonMapper().readTree(FOLDER.resolve(name).toFile()).path("States");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
