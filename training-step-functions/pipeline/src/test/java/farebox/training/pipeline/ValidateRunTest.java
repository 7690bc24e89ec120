package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farebox.kernel.InvalidRequest;
import farebox.kernel.MovableClock;
import farebox.models.ModelRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValidateRunTest {
    private static final String KEY = "training/acme/iris/training.csv";

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryTrainingObjects uploads = new InMemoryTrainingObjects("uploads");
    private final InMemoryTrainingObjects folders = new InMemoryTrainingObjects("results");
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final ValidateRun validateRun = new ValidateRun(new Runs(store, clock), uploads, folders);

    @Test
    void goodData_areQueuedWithTheSpecInTheRunsOwnFolder() {
        PipelineRun run = run("a,species\n1,x\n");

        assertThat(validateRun.run(run).status()).isEqualTo(RunStatus.QUEUED);

        assertThat(folders.text("runs/acme/" + run.id() + "/input/training.json"))
                .contains("{\"data\":\"training.csv\",\"target\":\"species\",\"seed\":7}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "a,kind\\n1,x | no column 'species'",
                "a;\"b,species\"\\n | no column 'species'",
                "PK\\3\\4\\0a,species\\n1,x\\n | no text in UTF-8",
                "a\\0,\\0species\\n | no text in UTF-8",
                "sep=;\\na;species\\n1;x\\n | sep=;' is no header",
                "a:species\\n1:x\\n | between commas, semicolons or tabs it has [a:species]"
            })
    void dataThatCannotBeTrainedOn_areNamed(String data, String words) {
        PipelineRun run = run(data.translateEscapes());

        assertThatThrownBy(() -> validateRun.run(run))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a;species\\n", "\"species\",a\\n", "\uFEFFspecies\\n", "a\\tspecies\\r\\n"})
    void headersOfEverySeparator_areRead(String data) {
        assertThat(validateRun.run(run(data.translateEscapes())).status()).isEqualTo(RunStatus.QUEUED);
    }

    @Test
    void aFileThatWasReplacedSince_isRefused() {
        PipelineRun run = run("a,species\n1,x\n");
        uploads.put(KEY, "a,species\n2,x\n");

        assertThatThrownBy(() -> validateRun.run(run))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("was replaced or deleted");
    }

    @Test
    void aFileThatIsReplacedAfterwards_isTrainedOnAsItWas() {
        PipelineRun run = run("a,species\n1,x\n");
        PipelineRun _ = validateRun.run(run);

        uploads.put(KEY, "a,species\n2,x\n");

        assertThat(uploads.copied("results/runs/acme/" + run.id() + "/input/training.csv"))
                .contains("a,species\n1,x\n");
    }

    private PipelineRun run(String data) {
        PipelineRun sample = SampleRuns.of("validate");
        TrainingRequest request = new TrainingRequest(
                TrainingRequest.Cause.UPLOAD,
                sample.request().spec(),
                List.of(new TrainingRequest.File("training.csv", Optional.empty(), uploads.put(KEY, data))),
                Map.of());
        ModelRef model = sample.model();
        PipelineRun run = PipelineRun.created(sample.id(), model, request, SampleRuns.NOW);
        store.claim(run, List.of());
        return run.stored(0);
    }
}
