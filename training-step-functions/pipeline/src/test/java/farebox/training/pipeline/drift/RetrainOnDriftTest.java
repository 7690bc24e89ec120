package farebox.training.pipeline.drift;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ModelName;
import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import farebox.training.pipeline.InMemoryRunStore;
import farebox.training.pipeline.InMemoryTrainingObjects;
import farebox.training.pipeline.RecordedExecutions;
import farebox.training.pipeline.Runs;
import farebox.training.pipeline.SampleRuns;
import farebox.training.pipeline.StartFromUpload;
import farebox.training.pipeline.StartRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetrainOnDriftTest {
    private static final String UPLOADS = "uploads";
    private static final ModelRef IRIS = new ModelRef(new TenantId("demo"), new ModelName("iris"));
    private static final String FOLDER = "training/demo/iris/";
    private static final String MANIFEST =
            "{\"data\": \"iris.csv\", \"target\": \"species\", \"monitoring\": {\"retrain\": true, \"cooldown_hours\": 6}}";

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryTrainingObjects objects = new InMemoryTrainingObjects(UPLOADS);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final RecordedExecutions executions = new RecordedExecutions();
    private final StartFromUpload startFromUpload =
            new StartFromUpload(objects, new StartRun(new Runs(store, clock), store, executions), _ -> true);
    private final RetrainOnDrift retrainOnDrift = new RetrainOnDrift(objects, startFromUpload, store, clock);

    @Test
    void driftAfterNewData_startsOneRunHoweverOftenItIsReported() {
        trainedOn(MANIFEST);
        objects.put(FOLDER + "iris.csv", "a,species\n2,x\n");
        clock.advance(Duration.ofHours(7));

        assertThat(retrainOnDrift.run(IRIS)).isInstanceOf(RetrainOnDrift.Result.Started.class);
        clock.advance(Duration.ofSeconds(1));
        retrainOnDrift.run(IRIS);
        clock.advance(Duration.ofHours(7));
        retrainOnDrift.run(IRIS);

        assertThat(executions.started()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void withinTheCooldown_nothingStarts() {
        trainedOn(MANIFEST);
        objects.put(FOLDER + "iris.csv", "a,species\n2,x\n");
        clock.advance(Duration.ofHours(5));

        assertThat(retrainOnDrift.run(IRIS))
                .isEqualTo(new RetrainOnDrift.Result.Skipped("the model was trained within monitoring.cooldown_hours"));
        assertThat(executions.started()).hasSize(1);
    }

    /** The same data and seed would give the model that has drifted. */
    @Test
    void unchangedData_areNotTrainedOnAgain() {
        trainedOn(MANIFEST);
        clock.advance(Duration.ofHours(7));

        assertThat(retrainOnDrift.run(IRIS))
                .extracting(Object::toString)
                .asString()
                .contains("the data have not changed since the run ftjob-");
    }

    @Test
    void aManifestWithoutThePolicy_startsNothing() {
        trainedOn("{\"data\": \"iris.csv\", \"target\": \"species\"}");
        objects.put(FOLDER + "iris.csv", "a,species\n2,x\n");
        clock.advance(Duration.ofDays(7));

        assertThat(retrainOnDrift.run(IRIS))
                .isEqualTo(new RetrainOnDrift.Result.Skipped("monitoring.retrain is not set"));
    }

    @Test
    void aModelThatWasNotTrainedFromAnUpload_startsNothing() {
        assertThat(retrainOnDrift.run(IRIS))
                .isEqualTo(new RetrainOnDrift.Result.Skipped("the model was not trained from an upload"));
    }

    private void trainedOn(String manifest) {
        objects.put(FOLDER + "iris.csv", "a,species\n1,x\n");
        objects.put(FOLDER + "training.json", manifest);
        startFromUpload.run(UPLOADS, FOLDER + "training.json");
    }
}
