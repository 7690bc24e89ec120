package farebox.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.template.Deployment.QueueSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkflowsTest {
    private static final Path FOLDER = Path.of("src/test/resources/farebox/local/template");
    private static final String TEXT = text();
    private static final String ACCOUNT = "us-east-1:000000000000:";

    private final Deployment deployment = deploy(TEXT);
    private final Workflows workflows = deployment.workflows();

    @Test
    void references_areUrlsAndArnsAsTheServicesHaveThem() {
        assertThat(deployment.functions().getFirst().environment())
                .containsEntry("WORK", "https://sqs.us-east-1.amazonaws.com/000000000000/farebox-work")
                .containsEntry("WORK_NAME", "farebox-work");
        assertThat(deployment.functions().getLast().environment())
                .containsEntry("MACHINE", "arn:aws:states:" + ACCOUNT + "stateMachine:farebox-machine");
    }

    @Test
    void queue_hasTheAttributesOfTheApi() {
        assertThat(workflows.queues())
                .containsExactly(
                        new Workflows.Queue(
                                "farebox-work",
                                Map.of(
                                        "VisibilityTimeout",
                                        "60",
                                        "RedrivePolicy",
                                        "{\"deadLetterTargetArn\":\"arn:aws:sqs:" + ACCOUNT
                                                + "failed\",\"maxReceiveCount\":5}")),
                        new Workflows.Queue("failed", Map.of()));
    }

    @Test
    void function_isCalledWithTheMessagesOfItsQueue() {
        assertThat(deployment.functions().getFirst().queues())
                .containsExactly(new QueueSource("farebox-work", 5, Duration.ofSeconds(1), true, 3));
    }

    @Test
    void rule_hasPatternAndTargetsAsJson() {
        assertThat(workflows.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.pattern())
                    .isEqualTo("{\"source\":[\"aws.s3\"],\"detail\":{\"bucket\":{\"name\":[\"farebox-uploads\"]},"
                            + "\"object\":{\"key\":[{\"prefix\":\"in/\"}],\"size\":[{\"numeric\":[\">\",0]}]}}}");
            assertThat(rule.enabled()).isTrue();
            assertThat(rule.targets()).singleElement().satisfies(target -> {
                assertThat(target.path("Arn").asText()).isEqualTo("arn:aws:sqs:" + ACCOUNT + "farebox-work");
                assertThat(target.path("DeadLetterConfig").path("Arn").asText())
                        .isEqualTo("arn:aws:sqs:" + ACCOUNT + "failed");
            });
        });
    }

    @Test
    void schedules_areThoseOfTheTemplateAndOfFunctions() {
        assertThat(workflows.schedules())
                .extracting(Workflows.Schedule::name)
                .containsExactly("farebox-hourly", "farebox-consumernightly");
        assertThat(workflows.schedules().getLast().request().toString())
                .isEqualTo(
                        "{\"ScheduleExpression\":\"cron(0 3 * * ? *)\",\"Target\":{\"Arn\":\"arn:aws:lambda:" + ACCOUNT
                                + "function:farebox-consumer\",\"Input\":\"{\\\"task\\\": \\\"tidy\\\"}\","
                                + "\"RetryPolicy\":{\"MaximumRetryAttempts\":2}}}");
    }

    @Test
    void machine_hasTheDefinitionOfItsFileWithEverySubstitution() {
        assertThat(workflows.machines()).singleElement().satisfies(machine -> {
            assertThat(machine.name()).isEqualTo("farebox-machine");
            assertThat(machine.roleArn()).isEqualTo("arn:aws:iam::000000000000:role/machine");
            assertThat(machine.definition())
                    .contains(
                            "\"FunctionName\": \"arn:aws:lambda:" + ACCOUNT + "function:farebox-consumer\"",
                            "{\"limit\": 7, \"text\": \"{% ${'a': $states.input} %}\"}");
        });
    }

    @Test
    void bucket_sendsEventsOnlyWhereItsNotificationsSaySo() {
        String off = TEXT.replace("EventBridgeEnabled: true", "EventBridgeEnabled: false");

        assertThat(deployment.buckets()).singleElement().matches(Deployment.Bucket::sendsEvents);
        assertThat(deploy(off).buckets()).singleElement().matches(bucket -> !bucket.sendsEvents());
    }

    /** Each row breaks one thing in the template and names what a user then reads. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Queue: !GetAtt Work.Arn | Queue: here | Consumer.Events.Work.Properties.Queue: here is no queue of this template",
                "BatchSize: 5 | FilterCriteria: {} | Consumer.Events.Work.Properties: FilterCriteria is not supported by the local emulator",
                "VisibilityTimeout: 60 | FifoQueue: true | Work: FifoQueue is not supported by the local emulator",
                "'Id: work,' | 'Id: work, KinesisParameters: {},' | OnUpload.Targets: KinesisParameters is not supported by the local emulator",
                "ScheduleExpression: rate(1 hours) | GroupName: other | Hourly.GroupName: the local emulator has only the one named default",
                "Limit: 7 | More: 7 | Machine.DefinitionSubstitutions: nothing is given for ${Limit}",
                "DefinitionUri: machine | DefinitionUri: absent | Machine.DefinitionUri:",
                "Tracing: {Enabled: true} | Type: EXPRESS | Machine.Type: the local emulator runs STANDARD state machines only",
                "EventBridgeConfiguration: {EventBridgeEnabled: true} | QueueConfigurations: [] | Uploads.NotificationConfiguration: QueueConfigurations is not supported",
            })
    void whatIsNotImitated_isRefusedByName(String text, String broken, String message) {
        String template = TEXT.replace(text, broken);
        assertThat(template).isNotEqualTo(TEXT);

        assertThatExceptionOfType(TemplateProblem.class)
                .isThrownBy(() -> deploy(template))
                .withMessageContaining(message);
    }

    private static Deployment deploy(String text) {
        return Template.parse("workflows.yaml", text, FOLDER).deploy(Map.of());
    }

    private static String text() {
        try {
            return Files.readString(FOLDER.resolve("workflows.yaml"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
