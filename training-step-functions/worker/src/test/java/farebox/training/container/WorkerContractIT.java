package farebox.training.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SageMaker's container contract, held against the worker as a process. */
final class WorkerContractIT {
    private static final String IRIS = "{\"data\": \"iris.csv\", \"target\": \"species\", \"family\": \"logistic\"}";

    @TempDir
    private Path base;

    @Test
    void train_goodJob_leavesAModelAndPrintsMetrics() throws Exception {
        WorkerProcess.Ended ended =
                new WorkerProcess(base).withExample("iris", IRIS).run();

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(base.resolve("model"))
                .isDirectoryContaining("glob:**/model.onnx")
                .isDirectoryContaining("glob:**/model.json")
                .isDirectoryContaining("glob:**/card.json")
                .isDirectoryContaining("glob:**/card.html");
        assertThat(base.resolve("output/failure")).doesNotExist();
        assertThat(ended.output()).containsPattern("(?m)^metric accuracy=[0-9.]+;$");
        assertThat(ended.output())
                .containsPattern("(?m)^\\{\"event\":\"schema_read\",\"data\":\"iris.csv\",\"rows\":150,\"columns\":5,");
        assertThat(ended.output()).containsPattern("(?m)^\\{\"event\":\"phase_started\",\"phase\":\"read\"");
        JsonNode model =
                new JsonMapper().readTree(base.resolve("model/model.json").toFile());
        assertThat(model.at("/spec/task").asText()).isEqualTo("tabular-classification");
        assertThat(model.at("/spec/columns/0/name").asText()).isEqualTo("sepal_length");
        assertThat(model.at("/spec/scores/labels/0").asText()).isEqualTo("setosa");
    }

    @Test
    void train_hyperparametersAsStrings_overrideTheSpec() throws Exception {
        WorkerProcess.Ended ended = new WorkerProcess(base)
                .withExample("iris", IRIS)
                .withHyperparameters(Map.of("family", "decision_tree", "seed", "3", "parameters", "{\"max_depth\": 2}"))
                .run();

        assertThat(ended.code()).as(ended.output()).isZero();
        JsonNode training = new JsonMapper()
                .readTree(base.resolve("model/model.json").toFile())
                .path("training");
        assertThat(training.path("family").asText()).isEqualTo("decision_tree");
        assertThat(training.path("seed").asText()).isEqualTo("3");
        assertThat(training.path("parameters.max_depth").asText()).isEqualTo("2.0");
    }

    @Test
    void train_faultyData_failsWithOneAndASentence() throws Exception {
        WorkerProcess worker = new WorkerProcess(base)
                .withFile("data.csv", "a,y\n" + "1,x\n2,z\n".repeat(5) + "1\n")
                .withFile("training.json", "{\"data\": \"data.csv\", \"target\": \"y\"}");

        assertThat(worker.run().code()).isEqualTo(1);
        assertThat(worker.failure()).contains("data.csv, line 12");
        assertThat(base.resolve("model")).isEmptyDirectory();
    }

    @Test
    void train_withoutSpec_failsWithOne() throws Exception {
        WorkerProcess worker = new WorkerProcess(base);

        assertThat(worker.run().code()).isEqualTo(1);
        assertThat(worker.failure()).contains("training.json");
    }

    @Test
    void train_faultOfTheMachine_failsWithTwo() throws Exception {
        WorkerProcess worker = new WorkerProcess(base).withExample("iris", IRIS).withoutRoomForTheModel();

        assertThat(worker.run().code()).isEqualTo(2);
        assertThat(worker.failure()).startsWith("the worker failed: ").contains("model");
    }

    @Test
    void train_withoutFonts_leavesAModelAndACardWithoutPlots() throws Exception {
        WorkerProcess.Ended ended =
                new WorkerProcess(base).withExample("iris", IRIS).withoutFonts().run();

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(base.resolve("model/card.html"))
                .content()
                .contains("has no fonts")
                .doesNotContain("<img");
    }

    @Test
    void train_missedGate_leavesTheCardAndNoModel() throws Exception {
        WorkerProcess worker =
                new WorkerProcess(base).withExample("iris", IRIS.replace("}", ", \"gate\": {\"log_loss\": 0.000001}}"));

        assertThat(worker.run().code()).isEqualTo(1);
        assertThat(worker.failure()).startsWith("not_promoted").contains("log_loss");
        assertThat(base.resolve("model")).isEmptyDirectory();
        assertThat(base.resolve("output/data")).isDirectoryContaining("glob:**/card.json");
    }

    @Test
    void train_toldToEnd_endsSoonWithTheModelSoFar() throws Exception {
        WorkerProcess worker = new WorkerProcess(base)
                .withExample(
                        "digits",
                        "{\"data\": \"digits.csv\", \"target\": \"digit\", \"family\": \"random_forest\", \"parameters\": {\"trees\": 5000}}");
        Process process = worker.start();
        while (process.isAlive() && !worker.outputSoFar().contains("fit random_forest")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        process.destroy();

        WorkerProcess.Ended ended = worker.await(process);
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("metric accuracy=");
        assertThat(base.resolve("model")).isDirectoryContaining("glob:**/model.json");
    }
}
