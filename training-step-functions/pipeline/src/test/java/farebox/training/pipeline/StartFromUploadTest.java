package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StartFromUploadTest {
    private static final String UPLOADS = "uploads";
    private static final TenantId DEMO = new TenantId("demo");
    private static final String FOLDER = "training/demo/iris/";
    private static final String MANIFEST = "{\"data\": \"iris.csv\", \"target\": \"species\", \"seed\": 7}";

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryTrainingObjects objects = new InMemoryTrainingObjects(UPLOADS);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final RecordedExecutions executions = new RecordedExecutions();
    private final StartFromUpload startFromUpload =
            new StartFromUpload(objects, new StartRun(new Runs(store, clock), store, executions), DEMO::equals);

    @Test
    void aManifestAfterItsData_startsARunOfThatModel() {
        upload("iris.csv", "a,species\n1,x\n");

        upload("training.json", MANIFEST);

        PipelineRun run = only();
        assertThat(run.model()).hasToString("demo/iris");
        assertThat(run.status()).isEqualTo(RunStatus.VALIDATING_FILES);
        assertThat(executions.started()).containsExactly(run.id());
    }

    @Test
    void tenThousandShuffledDuplicates_startOneRunForEachStateOfTheObjects() throws Exception {
        List<String> keys = new ArrayList<>();
        for (int model = 0; model < 10; model++) {
            String folder = "training/demo/model-" + model + "/";
            objects.put(folder + "iris.csv", "a,species\n" + model + ",x\n");
            objects.put(folder + "training.json", MANIFEST);
            keys.addAll(Collections.nCopies(1_000, folder + "training.json"));
        }
        Collections.shuffle(keys, new Random(5));

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<StartFromUpload.Result>> results = keys.stream()
                    .map(key -> threads.submit(() -> startFromUpload.run(UPLOADS, key)))
                    .toList();
            for (Future<StartFromUpload.Result> result : results) {
                assertThat(result.get()).isInstanceOf(StartFromUpload.Result.Listed.class);
            }
        }

        assertThat(store.list(DEMO, Optional.empty(), 100)).hasSize(10);
        assertThat(executions.started()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void newDataUnderTheSameManifest_isAnotherRun() {
        upload("iris.csv", "a,species\n1,x\n");
        upload("training.json", MANIFEST);
        upload("iris.csv", "a,species\n2,x\n");

        upload("training.json", MANIFEST);

        assertThat(store.list(DEMO, Optional.empty(), 100)).hasSize(2);
    }

    @Test
    void runAll_startsARunWhereDataHaveChangedUnderTheirManifest() {
        upload("iris.csv", "a,species\n1,x\n");
        upload("training.json", MANIFEST);
        objects.put("training/demo/wine/iris.csv", "a,species\n1,x\n");
        objects.put("training/demo/wine/training.json", MANIFEST);
        startFromUpload.run(UPLOADS, "training/demo/wine/training.json");

        List<StartFromUpload.Result> unchanged = startFromUpload.runAll();
        upload("iris.csv", "a,species\n2,x\n");
        List<StartFromUpload.Result> changed = startFromUpload.runAll();

        assertThat(unchanged).hasSize(2);
        assertThat(changed).hasSize(2);
        assertThat(store.list(DEMO, Optional.empty(), 100))
                .extracting(run -> run.model().name().value())
                .containsExactlyInAnyOrder("iris", "iris", "wine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../other/iris/iris.csv",
                "training/other/iris/iris.csv",
                "/training/other/iris/iris.csv",
                "s3://uploads/training/other/iris/iris.csv",
                "..",
                "a\\\\b.csv",
                "missing.csv"
            })
    void dataOutsideTheFolderOfTheManifest_areAListedRefusal(String data) {
        objects.put("training/other/iris/iris.csv", "a,species\n1,x\n");

        upload("training.json", "{\"data\": \"" + data + "\", \"target\": \"species\"}");

        assertThat(only().status()).isEqualTo(RunStatus.FAILED);
        assertThat(only().result().error().orElseThrow().message()).isNotBlank();
        assertThat(executions.started()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"data\": \"iris.csv\"",
                "{\"data\": \"iris.csv\"}",
                "{\"data\": 7, \"target\": \"species\"}",
                "{\"data\": \"iris.csv\", \"target\": \"species\", \"budget\": {\"seconds\": -1}}"
            })
    void aManifestThatIsNone_isAListedRefusal(String manifest) {
        upload("iris.csv", "a,species\n1,x\n");

        upload("training.json", manifest);

        assertThat(only().status()).isEqualTo(RunStatus.FAILED);
        assertThat(only().result().error().orElseThrow().code()).isEqualTo(RunError.INVALID_TRAINING);
    }

    @Test
    void aManifestOfAPublicModel_startsARun() {
        objects.put("training/public/iris/iris.csv", "a,species\n1,x\n");
        objects.put("training/public/iris/training.json", MANIFEST);

        startFromUpload.run(UPLOADS, "training/public/iris/training.json");

        assertThat(executions.started()).hasSize(1);
    }

    @Test
    void aManifestOfAnUnknownTenant_isAListedRefusal() {
        objects.put("training/nobody/iris/iris.csv", "a,species\n1,x\n");
        objects.put("training/nobody/iris/training.json", MANIFEST);

        startFromUpload.run(UPLOADS, "training/nobody/iris/training.json");

        PipelineRun run =
                store.list(new TenantId("nobody"), Optional.empty(), 1).getFirst();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.result().error().orElseThrow().message()).isEqualTo("there is no tenant nobody");
        assertThat(executions.started()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "training/demo/training.json",
                "training/Demo/iris/training.json",
                "training/-a/b/training.json",
                // Data whose manifest never comes.
                "training/demo/iris/iris.csv"
            })
    void aKeyOfNoModel_isIgnored(String key) {
        objects.put(key, MANIFEST);

        assertThat(startFromUpload.run(UPLOADS, key)).isInstanceOf(StartFromUpload.Result.Ignored.class);
    }

    @Test
    void anEventOfAnotherBucket_isIgnored() {
        upload("iris.csv", "a,species\n1,x\n");
        objects.put(FOLDER + "training.json", MANIFEST);

        assertThat(startFromUpload.run("elsewhere", FOLDER + "training.json"))
                .isInstanceOf(StartFromUpload.Result.Ignored.class);
    }

    @Test
    void aManifestThatIsGone_isIgnored() {
        assertThat(startFromUpload.run(UPLOADS, FOLDER + "training.json"))
                .isEqualTo(new StartFromUpload.Result.Ignored("the object has been deleted"));
    }

    private void upload(String name, String text) {
        objects.put(FOLDER + name, text);
        if (name.equals("training.json")) {
            startFromUpload.run(UPLOADS, FOLDER + name);
        }
    }

    private PipelineRun only() {
        List<PipelineRun> runs = store.list(DEMO, Optional.empty(), 100);
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }
}
