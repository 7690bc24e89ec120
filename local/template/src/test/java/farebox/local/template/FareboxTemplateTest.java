package farebox.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.template.Deployment.StreamView;
import farebox.local.template.RestApi.Guard;
import farebox.local.template.RestApi.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The template that Farebox deploys, as the local emulator reads it. */
class FareboxTemplateTest {
    private static final Path FILE = Path.of("..", "..", "template.yaml");

    private final Template template = Template.read(FILE);

    @Test
    void deploy_findsEveryFunctionWithItsCode() {
        Deployment deployment = template.deploy(Map.of());

        assertThat(deployment.functions())
                .extracting(Deployment.Function::id)
                .containsExactlyInAnyOrder(
                        "InferenceFunction",
                        "UsageFunction",
                        "BillingFunction",
                        "BillingTaskFunction",
                        "FilesFunction",
                        "TrainingFunction",
                        "TrainingEventsFunction",
                        "TrainingTasksFunction",
                        "BatchesFunction",
                        "BatchTaskFunction",
                        "BatchUploadsFunction",
                        "PublicationFunction",
                        "RollupFunction",
                        "AuthorizerFunction");
        assertThat(deployment.functions())
                .allSatisfy(function -> assertThat(function.code())
                        .startsWithRaw(FILE.toAbsolutePath().normalize().getParent())
                        .endsWithRaw(Path.of("target", "function")));
    }

    @Test
    void deploy_wiresFunctionsToTablesAndBuckets() {
        Deployment deployment = template.deploy(Map.of());
        Deployment.Function inference = function(deployment, "InferenceFunction");
        Deployment.Function rollup = function(deployment, "RollupFunction");

        assertThat(inference.environment())
                .containsEntry("EVENTS_TABLE", "farebox-eventstable")
                .containsEntry("MODELS_BUCKET", "farebox-modelsbucket")
                .containsEntry("ACCESS_CHECK", "authorizer");
        assertThat(rollup.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.table()).isEqualTo("farebox-eventstable");
            assertThat(stream.reportsItems()).isTrue();
            assertThat(stream.retries()).isEqualTo(Deployment.Stream.UNLIMITED);
            assertThat(stream.tumblingWindow()).isEqualTo(Duration.ofSeconds(60));
        });
        assertThat(deployment.tables())
                .filteredOn(table -> table.stream() == StreamView.NEW_IMAGE)
                .extracting(Deployment.Table::name)
                .containsExactly("farebox-eventstable");
        assertThat(deployment.outputs()).containsEntry("SumsTable", "farebox-sumstable");
    }

    @Test
    void deploy_theAccessCheckDecidesWhichRoutesAskTheAuthorizer() {
        RestApi byAuthorizer = template.deploy(Map.of()).api();
        RestApi byFunction = template.deploy(Map.of("AccessCheck", "function")).api();

        assertThat(byAuthorizer.routes())
                .filteredOn(route ->
                        route.path().equals("/v1/embeddings") && !route.method().equals("OPTIONS"))
                .singleElement()
                .satisfies(route -> {
                    assertThat(route.guard())
                            .isEqualTo(new Guard.Authorizer(
                                    "FareboxKey", "farebox-authorizerfunction", Duration.ZERO, List.of()));
                    assertThat(route.keyRequired()).isTrue();
                });
        assertThat(byFunction.routes())
                .hasSameSizeAs(byAuthorizer.routes())
                .allSatisfy(route -> assertThat(route.guard()).isEqualTo(new Guard.Anyone()))
                .noneMatch(Route::keyRequired);
    }

    @Test
    void deploy_aJobQueueDecidesWhichStateMachineTrains() {
        Deployment onSageMaker = template.deploy(Map.of());
        Deployment onBatch = template.deploy(Map.of(
                "TrainingJobQueue", "arn:aws:batch:us-east-1:123456789012:job-queue/spot",
                "TrainingJobDefinition", "arn:aws:batch:us-east-1:123456789012:job-definition/train:1"));

        assertThat(trainsBy(onSageMaker)).endsWith(":farebox-trainingstatemachine");
        assertThat(trainsBy(onBatch)).endsWith(":farebox-trainingbatchstatemachine");
        assertThat(onSageMaker.workflows().machines())
                .extracting(Workflows.StateMachine::name)
                .doesNotContain("farebox-trainingbatchstatemachine");
        assertThat(onBatch.workflows().machines())
                .filteredOn(machine -> machine.name().equals("farebox-trainingbatchstatemachine"))
                .singleElement()
                .satisfies(machine -> assertThat(machine.definition()).contains("job-queue/spot"));
    }

    private static String trainsBy(Deployment deployment) {
        return function(deployment, "TrainingEventsFunction").environment().getOrDefault("TRAINING_STATE_MACHINE", "");
    }

    @Test
    void deploy_theScheduleOfTrainingsSendsToTheirQueue() {
        assertThat(template.deploy(Map.of()).workflows().schedules())
                .filteredOn(schedule -> schedule.name().equals("farebox-trainingrescan"))
                .singleElement()
                .satisfies(schedule -> {
                    assertThat(schedule.request().path("ScheduleExpression").asText())
                            .isEqualTo("rate(1 day)");
                    assertThat(schedule.request().path("Target").path("Arn").asText())
                            .endsWith(":farebox-trainingqueue");
                });
    }

    @Test
    void deploy_everyUsagePlanCoversTheApi() {
        Deployment deployment = template.deploy(Map.of());

        assertThat(deployment.usagePlans()).isNotEmpty().allMatch(plan -> plan.covers(deployment.api()));
    }

    @Test
    void resolved_leavesNoIntrinsicFunctionAnywhere() {
        template.resolved(Map.of())
                .values()
                .forEach(resource -> assertThat(resource.properties().toString())
                        .as(resource.id())
                        .doesNotContain("Fn::", "Ref=", "${"));
    }

    private static Deployment.Function function(Deployment deployment, String id) {
        return deployment.functions().stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
