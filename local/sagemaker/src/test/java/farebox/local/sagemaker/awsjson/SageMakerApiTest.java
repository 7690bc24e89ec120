package farebox.local.sagemaker.awsjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsService;
import farebox.local.awsjson.RequestParameters;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.host.ServiceException;
import farebox.local.sagemaker.TrainingJobs;
import farebox.local.sagemaker.TrainingObjectStore;
import farebox.local.sagemaker.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the operations' JSON: no version of the SDK's client for this service can be resolved with the others. */
final class SageMakerApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TrainingJobs jobs;
    private final AwsService service;

    SageMakerApiTest(@TempDir Path folder) {
        ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T12:00:00Z"));
        jobs = new TrainingJobs(
                "us-east-1",
                "000000000000",
                new TrainingJobs.Host(
                        timers,
                        timers,
                        new InMemoryDocuments(),
                        Runnable::run,
                        new IgnoredObjects(),
                        new ChildProcesses(Map.of("trainer", List.of("/bin/sh", "-c", "echo loss=0.5"))),
                        folder,
                        job -> {}));
        service = new SageMakerApi(jobs).service();
    }

    /** A store without objects that takes all. */
    private static final class IgnoredObjects implements TrainingObjectStore {
        @Override
        public List<String> list(String bucket, String prefix) {
            return List.of();
        }

        @Override
        public void download(String bucket, String key, Path file) throws IOException {
            throw new IOException("there is no object " + key);
        }

        @Override
        public void upload(Path file, String bucket, String key) {}
    }

    private JsonNode call(String name, String json) {
        AwsOperation operation = service.operations().get(name);
        if (operation == null) {
            throw new IllegalArgumentException(name);
        }
        try {
            return operation.answer(new RequestParameters((ObjectNode) JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private void create(String name) {
        call("CreateTrainingJob", """
                {"TrainingJobName": "%s", "HyperParameters": {"epochs": "3"},
                 "AlgorithmSpecification": {"TrainingImage": "trainer:1",
                    "MetricDefinitions": [{"Name": "loss", "Regex": "loss=([0-9.]+)"}]},
                 "OutputDataConfig": {"S3OutputPath": "s3://models/out"},
                 "Tags": [{"Key": "tenant", "Value": "demo"}]}""".formatted(name));
        jobs.end(name).toCompletableFuture().join();
    }

    @Test
    void describe_tellsStatusArtifactsMetricsAndTheRequest() {
        create("job-1");

        JsonNode job = call("DescribeTrainingJob", "{\"TrainingJobName\": \"job-1\"}");

        assertThat(job.get("TrainingJobStatus").asText()).isEqualTo("Completed");
        assertThat(job.get("SecondaryStatus").asText()).isEqualTo("Completed");
        assertThat(job.at("/ModelArtifacts/S3ModelArtifacts").asText())
                .isEqualTo("s3://models/out/job-1/output/model.tar.gz");
        assertThat(job.at("/FinalMetricDataList/0/Value").asDouble()).isEqualTo(0.5);
        assertThat(job.at("/HyperParameters/epochs").asText()).isEqualTo("3");
        assertThat(job.get("CreationTime").asDouble()).isEqualTo(1_772_366_400.0);
        assertThat(job.get("SecondaryStatusTransitions")).hasSize(5);
        assertThat(job.has("Tags")).isFalse();
    }

    @Test
    void list_filtersAndPages() {
        create("job-1");
        create("job-2");
        create("other");

        JsonNode first = call("ListTrainingJobs", "{\"NameContains\": \"job\", \"MaxResults\": 1}");
        assertThat(first.at("/TrainingJobSummaries/0/TrainingJobName").asText()).isEqualTo("job-1");
        JsonNode second = call(
                "ListTrainingJobs",
                "{\"NameContains\": \"job\", \"MaxResults\": 1, \"NextToken\": \""
                        + first.get("NextToken").asText() + "\"}");

        assertThat(second.at("/TrainingJobSummaries/0/TrainingJobName").asText())
                .isEqualTo("job-2");
        assertThat(second.has("NextToken")).isFalse();
        assertThat(call("ListTrainingJobs", "{\"StatusEquals\": \"Failed\"}").get("TrainingJobSummaries"))
                .isEmpty();
    }

    @Test
    void tags_areListedAddedAndRemoved() {
        create("job-1");
        String arn = "arn:aws:sagemaker:us-east-1:000000000000:training-job/job-1";

        call("AddTags", "{\"ResourceArn\": \"%s\", \"Tags\": [{\"Key\": \"a\", \"Value\": \"1\"}]}".formatted(arn));
        call("DeleteTags", "{\"ResourceArn\": \"%s\", \"TagKeys\": [\"tenant\"]}".formatted(arn));

        assertThat(call("ListTags", "{\"ResourceArn\": \"%s\"}".formatted(arn)).get("Tags"))
                .containsExactly(JSON.createObjectNode().put("Key", "a").put("Value", "1"));
    }

    @Test
    void stop_ofAJobThatHasEnded_isRefused() {
        create("job-1");

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> call("StopTrainingJob", "{\"TrainingJobName\": \"job-1\"}"))
                .withMessageContaining("Completed");
    }
}
