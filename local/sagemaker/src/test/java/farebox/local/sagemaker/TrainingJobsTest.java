package farebox.local.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.host.ServiceException;
import farebox.local.sagemaker.TrainingJob.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainingJobsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T12:00:00Z"));
    private final InMemoryDocuments documents = new InMemoryDocuments();
    private final InMemoryObjects objects = new InMemoryObjects().with("data/iris/rows.csv", "1,2\n");
    private final FakeProcesses processes = new FakeProcesses();
    private final List<String> heard = new ArrayList<>();
    private TrainingJobs jobs;

    /** The folder of a test is there when its constructor runs. */
    TrainingJobsTest(@TempDir Path folder) {
        this.folder = folder;
        this.jobs = build();
    }

    private TrainingJobs build() {
        return new TrainingJobs(
                "us-east-1",
                "000000000000",
                new TrainingJobs.Host(
                        timers,
                        timers,
                        documents,
                        Runnable::run,
                        objects,
                        processes,
                        folder,
                        job -> heard.add(job.secondaryStatus())));
    }

    private TrainingJob create(String more) {
        return jobs.create(request(more));
    }

    /** @param more further members, each after a comma */
    private static ObjectNode request(String more) {
        try {
            return (ObjectNode) JSON.readTree("""
                    {"TrainingJobName": "job-1", "RoleArn": "arn:role",
                     "AlgorithmSpecification": {"TrainingImage": "trainer:1", "TrainingInputMode": "File",
                        "MetricDefinitions": [{"Name": "loss", "Regex": "loss=([0-9.]+)"}]},
                     "HyperParameters": {"epochs": "3"}, "Environment": {"LEVEL": "debug"},
                     "InputDataConfig": [{"ChannelName": "train", "ContentType": "text/csv",
                        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://data/iris"}}}],
                     "OutputDataConfig": {"S3OutputPath": "s3://models/out"},
                     "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 5}%s}""".formatted(more));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(more, e);
        }
    }

    private static final String STOPPING = ", \"StoppingCondition\": {\"MaxRuntimeInSeconds\": 600}";
    private static final String SPOT = """
            , "EnableManagedSpotTraining": true, "StoppingCondition": {"MaxRuntimeInSeconds": 600, "MaxWaitTimeInSeconds": 1200},
            "CheckpointConfig": {"S3Uri": "s3://models/checkpoints/job-1"}""";

    private FakeProcesses.Fake process() {
        return processes.started().getLast();
    }

    private String read(String file) throws IOException {
        return Files.readString(process().folder().resolve(file));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(process().folder().resolve(file), text);
    }

    private Map<String, String> unpacked(String place) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GzipCompressorInputStream(new ByteArrayInputStream(objects.get(place))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void job_findsItsDataAndSettingsWhereTheContractSays() throws IOException {
        create("");

        assertThat(read("input/data/train/rows.csv")).isEqualTo("1,2\n");
        assertThat(read("input/config/hyperparameters.json")).isEqualTo("{\"epochs\":\"3\"}");
        assertThat(JSON.readTree(read("input/config/inputdataconfig.json"))
                        .at("/train/ContentType")
                        .asText())
                .isEqualTo("text/csv");
        assertThat(JSON.readTree(read("input/config/resourceconfig.json"))
                        .get("current_host")
                        .asText())
                .isEqualTo("algo-1");
        assertThat(process().folder().resolve("model")).isDirectory();
        assertThat(process().folder().resolve("output/data")).isDirectory();
        assertThat(process().environment()).containsEntry("LEVEL", "debug").containsEntry("TRAINING_JOB_NAME", "job-1");
        assertThat(jobs.get("job-1").secondaryStatus()).isEqualTo("Training");
    }

    @Test
    void job_thatSucceeds_leavesItsModelInS3() throws IOException {
        create("");
        write("model/model.onnx", "weights");
        write("output/data/report.json", "{}");
        write("training.log", "epoch 1 loss=0.9\nepoch 2 loss=0.4\n");
        timers.advance(Duration.ofSeconds(90));

        process().end(0);

        TrainingJob job = jobs.get("job-1");
        assertThat(job.status()).isEqualTo(Status.COMPLETED);
        assertThat(job.modelArtifacts()).hasValue("s3://models/out/job-1/output/model.tar.gz");
        assertThat(unpacked("models/out/job-1/output/model.tar.gz"))
                .containsExactly(Map.entry("model.onnx", "weights"));
        assertThat(unpacked("models/out/job-1/output/output.tar.gz"))
                .containsExactly(Map.entry("data/report.json", "{}"));
        assertThat(job.metrics()).containsExactly(Map.entry("loss", 0.4));
        assertThat(job.times().training()).isEqualTo(Duration.ofSeconds(90));
        assertThat(heard).containsExactly("Starting", "Downloading", "Training", "Uploading", "Completed");
        assertThat(job.transitions()).extracting(TrainingJob.Transition::status).containsExactlyElementsOf(heard);
    }

    /** Nothing else would ever end it. */
    @ParameterizedTest
    @CsvSource({
        "0, ClientError: Artifact upload failed: the store is broken",
        "1, AlgorithmError: exit code: 1 (the store is broken)"
    })
    void job_whoseFilesCannotBeStored_fails(int status, String reason) throws IOException {
        create(STOPPING);
        write("model/model.onnx", "weights");
        write("output/data/report.json", "{}");
        objects.breakDown();

        process().end(status);

        assertThat(jobs.get("job-1").status()).isEqualTo(Status.FAILED);
        assertThat(jobs.get("job-1").failure()).hasValue(reason);
    }

    @Test
    void job_thatFails_tellsWhatItWroteAboutIt() throws IOException {
        create("");
        write("output/failure", "x".repeat(2_000));

        process().end(1);

        TrainingJob job = jobs.get("job-1");
        assertThat(job.status()).isEqualTo(Status.FAILED);
        assertThat(job.failure().orElseThrow())
                .startsWith("AlgorithmError: xxx")
                .hasSize(1_024);
        assertThat(job.modelArtifacts()).isEmpty();
        assertThat(objects.has("models/out/job-1/output/model.tar.gz")).isFalse();
    }

    @Test
    void job_thatFailsWithoutAWord_tellsItsExitCode() {
        create("");

        process().end(3);

        assertThat(jobs.get("job-1").failure()).hasValue("AlgorithmError: exit code: 3");
    }

    @Test
    void job_whoseDataIsNotThere_failsBeforeItStarts() {
        ObjectNode request = request("");
        ((ObjectNode) request.at("/InputDataConfig/0/DataSource/S3DataSource")).put("S3Uri", "s3://data/nothing");
        create("");
        jobs.create(request.put("TrainingJobName", "job-2"));

        assertThat(jobs.get("job-2").status()).isEqualTo(Status.FAILED);
        assertThat(jobs.get("job-2").failure().orElseThrow())
                .startsWith("ClientError: Data download failed: No S3 objects found");
        assertThat(processes.started()).hasSize(1);
    }

    @Test
    void job_overItsMaximumRuntime_isTerminatedThenKilled() {
        create(STOPPING);

        timers.advance(Duration.ofMinutes(10));
        assertThat(process().signals()).containsExactly("TERM");
        timers.advance(Duration.ofSeconds(119));
        assertThat(process().signals()).containsExactly("TERM");
        timers.advance(Duration.ofSeconds(1));

        assertThat(process().signals()).containsExactly("TERM", "KILL");
        assertThat(jobs.get("job-1").status()).isEqualTo(Status.STOPPED);
        assertThat(jobs.get("job-1").secondaryStatus()).isEqualTo("MaxRuntimeExceeded");
        assertThat(jobs.get("job-1").modelArtifacts()).isPresent();
    }

    @Test
    void stop_endsTheJobAndKeepsItsModel() throws IOException {
        create("");
        write("model/model.onnx", "half");

        jobs.stop("job-1");
        assertThat(jobs.get("job-1").status()).isEqualTo(Status.STOPPING);
        process().end(143);

        assertThat(jobs.get("job-1").status()).isEqualTo(Status.STOPPED);
        assertThat(unpacked("models/out/job-1/output/model.tar.gz")).containsKey("model.onnx");
        assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> jobs.stop("job-1"));
    }

    @Test
    void interruptedSpotJob_goesOnFromItsCheckpoints() throws IOException {
        create(SPOT);
        write("checkpoints/epoch-1", "one");
        timers.advance(Duration.ofSeconds(10));
        assertThat(objects.get("models/checkpoints/job-1/epoch-1")).asString().isEqualTo("one");
        write("checkpoints/epoch-2", "two");

        jobs.interrupt("job-1");
        process().end(143);
        assertThat(jobs.get("job-1").secondaryStatus()).isEqualTo("Interrupted");
        timers.advance(Duration.ofSeconds(5));

        assertThat(processes.started()).hasSize(2);
        assertThat(read("checkpoints/epoch-2")).isEqualTo("two");
        assertThat(objects.get("models/checkpoints/job-1/epoch-2")).asString().isEqualTo("two");
        process().end(0);
        assertThat(jobs.get("job-1").status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void spotJob_findsCheckpointsOfAnEarlierJob() throws IOException {
        objects.with("models/checkpoints/job-1/epoch-7", "seven");

        create(SPOT);

        assertThat(read("checkpoints/epoch-7")).isEqualTo("seven");
    }

    @Test
    void spotJob_overItsMaximumWait_ends() {
        create(SPOT.replace("1200", "600"));
        timers.advance(Duration.ofSeconds(100));
        jobs.interrupt("job-1");
        process().end(143);

        timers.advance(Duration.ofSeconds(500));
        assertThat(process().signals()).as("before its runtime is used up").containsExactly("TERM");
        process().end(143);

        assertThat(jobs.get("job-1").secondaryStatus()).isEqualTo("MaxWaitTimeExceeded");
    }

    @Test
    void job_thatRanWhenTheEmulatorEnded_isStartedAgainWithItsCheckpoints() throws IOException {
        create(SPOT);
        write("checkpoints/epoch-1", "one");
        write("model/half", "half");
        timers.clear();

        jobs = build();
        jobs.resume();

        assertThat(processes.leftoversEnded()).isOne();
        assertThat(processes.started()).hasSize(2);
        assertThat(read("checkpoints/epoch-1")).isEqualTo("one");
        assertThat(process().folder().resolve("model/half")).doesNotExist();
        process().end(0);
        assertThat(jobs.get("job-1").status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void name_canBeUsedOnce() {
        create("");

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> jobs.create(request("")))
                .extracting(ServiceException::code)
                .isEqualTo("ResourceInUse");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ", \"ProfilerConfig\": {}                         | ProfilerConfig",
                ", \"TrainingJobName\": \"-x\"                    | TrainingJobName '-x'",
                ", \"HyperParameters\": {\"epochs\": 3}           | HyperParameters.epochs must be a string",
                ", \"AlgorithmSpecification\": {\"TrainingImage\": \"other\"} | no program for the training image other",
                ", \"AlgorithmSpecification\": {}                 | TrainingImage is required",
                ", \"EnableManagedSpotTraining\": true            | MaxWaitTimeInSeconds",
                ", \"OutputDataConfig\": {\"S3OutputPath\": \"x\"} | 'x' is not an S3 URI",
            })
    void badRequest_isRefusedByName(String more, String message) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> create(more))
                .withMessageContaining(message)
                .extracting(ServiceException::code)
                .isEqualTo("ValidationException");
    }

    @Test
    void tags_areAddedAndRemoved() {
        TrainingJob job = create(", \"Tags\": [{\"Key\": \"a\", \"Value\": \"1\"}]");

        jobs.addTags(job.arn(), Map.of("b", "2"));
        jobs.removeTags(job.arn(), List.of("a"));

        assertThat(jobs.tags(job.arn())).isEqualTo(Map.of("b", "2"));
    }
}
