package farebox.local.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.awsjson.AwsService;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.host.ServiceException;
import farebox.local.s3.LocalS3;
import farebox.local.s3.task.ObjectTasks;
import farebox.local.sagemaker.TrainingJobs;
import farebox.local.sagemaker.process.ChildProcesses;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

final class ServiceTasksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-01T12:00:00Z"));
    private final LocalS3 objects;
    private final S3Client s3;
    private final TrainingJobs jobs;
    private final ServiceTasks tasks;

    ServiceTasksTest(@TempDir Path folder) throws IOException {
        objects = LocalS3.open(folder.resolve("s3"));
        objects.bucket("uploads");
        s3 = S3Client.builder()
                .endpointOverride(objects.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(true)
                .build();
        jobs = new TrainingJobs(
                "us-east-1",
                "000000000000",
                new TrainingJobs.Host(
                        timers,
                        timers,
                        new InMemoryDocuments(),
                        Runnable::run,
                        new NoObjects(),
                        new ChildProcesses(Map.of("trainer", List.of("/bin/sh", "-c", "exit 0"))),
                        folder.resolve("jobs"),
                        job -> {}));
        tasks = new ServiceTasks(
                ServiceTasksTest::invoke, jobs, new ObjectTasks(s3, Runnable::run), services(), Runnable::run);
    }

    @AfterEach
    void close() throws IOException {
        s3.close();
        objects.close();
    }

    /** Echoes its payload, or fails as that says. */
    private static CompletableFuture<InvokedFunctions.Result> invoke(String function, JsonNode payload) {
        return CompletableFuture.completedFuture(
                switch (payload.path("do").asText()) {
                    case "fail" ->
                        new InvokedFunctions.Result.Failed("farebox.kernel.NotFound", "{\"errorMessage\":\"no\"}");
                    case "throttle" -> new InvokedFunctions.Result.Throttled();
                    case "miss" -> new InvokedFunctions.Result.NotFound();
                    default -> new InvokedFunctions.Result.Returned(payload);
                });
    }

    private static Map<String, AwsService> services() {
        return Map.of(
                "dynamodb",
                new AwsService("D", AwsService.JSON_1_0, Map.of("PutItem", request -> {
                    throw AwsServiceException.dynamo(
                            "ConditionalCheckFailedException", "The conditional request failed");
                })),
                "sfn",
                new AwsService(
                        "S",
                        AwsService.JSON_1_0,
                        Map.of("DescribeExecution", request -> request.json().deepCopy())),
                "sqs",
                new AwsService(
                        "Q",
                        AwsService.JSON_1_0,
                        Map.of("SendMessage", request -> request.json().deepCopy(), "GetQueueUrl", request -> {
                            throw new ServiceException("QueueDoesNotExist", "none");
                        })),
                "eventbridge",
                new AwsService(
                        "E",
                        AwsService.JSON_1_1,
                        Map.of("PutEvents", request -> request.json().deepCopy().put("FailedEntryCount", 1))));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static TaskResource resource(String name) {
        return TaskResource.parse(name.startsWith("arn:") ? name : "arn:aws:states:::" + name)
                .orElseThrow();
    }

    private TaskOutcome run(String resource, String arguments) {
        return tasks.start(new TaskRequest("id", "arn:execution", resource(resource), json(arguments), false))
                .toCompletableFuture()
                .join();
    }

    private static TaskOutcome succeeded(String json) {
        return new TaskOutcome.Succeeded(json(json));
    }

    private String error(String resource, String arguments) {
        return run(resource, arguments) instanceof TaskOutcome.Failed failed ? failed.error() : "none";
    }

    @Test
    void lambdaInvoke_wrapsThePayload_andAFunctionsArnDoesNot() {
        assertThat(run("lambda:invoke", "{\"FunctionName\": \"f\", \"Payload\": {\"a\": 1}}"))
                .isEqualTo(
                        succeeded("{\"ExecutedVersion\": \"$LATEST\", \"StatusCode\": 200, \"Payload\": {\"a\": 1}}"));
        assertThat(run(FUNCTION, "{\"a\": 1}")).isEqualTo(succeeded("{\"a\": 1}"));
    }

    @Test
    void lambdaErrors_haveTheNamesOfTheService() {
        assertThat(run(FUNCTION, "{\"do\": \"fail\"}"))
                .isEqualTo(new TaskOutcome.Failed("farebox.kernel.NotFound", "{\"errorMessage\":\"no\"}"));
        assertThat(error(FUNCTION, "{\"do\": \"throttle\"}")).isEqualTo("Lambda.TooManyRequestsException");
        assertThat(error(FUNCTION, "{\"do\": \"miss\"}")).isEqualTo("Lambda.ResourceNotFoundException");
    }

    @Test
    void objects_areWrittenReadAndListed() {
        run("aws-sdk:s3:putObject", "{\"Bucket\": \"uploads\", \"Key\": \"k/1\", \"Body\": {\"x\": 1}}");
        run("aws-sdk:s3:copyObject", "{\"Bucket\": \"uploads\", \"Key\": \"k/2\", \"CopySource\": \"uploads/k/1\"}");

        assertThat(run("s3:getObject", "{\"Bucket\": \"uploads\", \"Key\": \"k/2\"}"))
                .isInstanceOfSatisfying(
                        TaskOutcome.Succeeded.class,
                        found -> assertThat(found.output().get("Body").asText()).isEqualTo("{\"x\":1}"));
        assertThat(run("s3:listObjectsV2", "{\"Bucket\": \"uploads\", \"Prefix\": \"k/\"}"))
                .isInstanceOfSatisfying(
                        TaskOutcome.Succeeded.class,
                        found -> assertThat(found.output().get("Contents")).hasSize(2));
        assertThat(error("aws-sdk:s3:getObject", "{\"Bucket\": \"uploads\", \"Key\": \"none\"}"))
                .isEqualTo("S3.NoSuchKeyException");
    }

    @Test
    void serviceErrors_areNamedByTheKindOfIntegration() {
        assertThat(error("dynamodb:putItem", "{}")).isEqualTo("DynamoDB.ConditionalCheckFailedException");
        assertThat(error("aws-sdk:dynamodb:putItem", "{}")).isEqualTo("DynamoDb.ConditionalCheckFailedException");
        assertThat(error("aws-sdk:sqs:getQueueUrl", "{}")).isEqualTo("Sqs.QueueDoesNotExistException");
        assertThat(error("events:putEvents", "{\"Entries\": []}")).isEqualTo("EventBridge.FailedEntry");
    }

    @Test
    void members_areWrittenAsTheServiceHasThem() {
        assertThat(run("aws-sdk:sfn:describeExecution", "{\"ExecutionArn\": \"a\"}"))
                .isEqualTo(succeeded("{\"ExecutionArn\": \"a\"}"));
        assertThat(run("sqs:sendMessage", "{\"QueueUrl\": \"u\", \"MessageBody\": {\"a\": 1}}"))
                .isEqualTo(succeeded("{\"QueueUrl\": \"u\", \"MessageBody\": \"{\\\"a\\\":1}\"}"));
    }

    @Test
    void trainingJob_isWaitedForAndItsFailureIsTheCause() {
        String request = """
                {"TrainingJobName": "%s", "AlgorithmSpecification": {"TrainingImage": "trainer"},
                 "OutputDataConfig": {"S3OutputPath": "s3://none/out"}}""";

        assertThat(run("sagemaker:createTrainingJob.sync", request.formatted("job-1")))
                .isInstanceOfSatisfying(TaskOutcome.Failed.class, failed -> {
                    assertThat(failed.error()).isEqualTo("States.TaskFailed");
                    assertThat(failed.cause()).contains("\"TrainingJobStatus\":\"Failed\"");
                });
        assertThat(error("sagemaker:createTrainingJob.sync", request.formatted("job-1")))
                .isEqualTo("SageMaker.ResourceInUseException");
    }

    @ParameterizedTest
    @CsvSource({
        "lambda:invoke, true",
        "lambda:invoke.waitForTaskToken, true",
        "sagemaker:createTrainingJob.sync, true",
        "sagemaker:createProcessingJob.sync, false",
        "dynamodb:putItem, true",
        "dynamodb:scan, false",
        "aws-sdk:dynamodb:scan, false",
        "aws-sdk:s3:getObject, true",
        "aws-sdk:s3:putBucketPolicy, false",
        "batch:submitJob.sync, false",
        "sqs:sendMessage.waitForTaskToken, true",
        "events:putEvents, true"
    })
    void resources_areSupportedAsFarAsTheirServiceIs(String name, boolean supported) {
        assertThat(tasks.supports(resource(name))).isEqualTo(supported);
    }
}
