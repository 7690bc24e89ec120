package farebox.training.pipeline.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Authenticator;
import farebox.http.FakeContext;
import farebox.http.Json;
import farebox.kernel.ByteCount;
import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import farebox.training.pipeline.InMemoryRunStore;
import farebox.training.pipeline.InMemoryTrainingObjects;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RecordedExecutions;
import farebox.training.pipeline.RunError;
import farebox.training.pipeline.RunEvent;
import farebox.training.pipeline.RunFolder;
import farebox.training.pipeline.RunStatus;
import farebox.training.pipeline.Runs;
import farebox.training.pipeline.SampleRuns;
import farebox.training.pipeline.SourceObject;
import farebox.training.pipeline.TrainingRequest;
import farebox.training.pipeline.UploadedFiles.NamedObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingHandlerTest {
    private static final Path EVENTS = Path.of("..", "..", "events");
    private static final String JOBS = "/v1/fine_tuning/jobs";
    private static final String FILE = "file-0000000000000000000000aa";

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final Runs runs = new Runs(store, clock);
    private final RecordedExecutions executions = new RecordedExecutions();
    private final InMemoryTrainingObjects folders = new InMemoryTrainingObjects("results");
    private final TrainingHandler handler = new TrainingHandler(new TrainingWiring(store, runs, executions, clock)
            .http(
                    Authenticator.authorizer(),
                    (tenant, id) -> id.equals(FILE) && tenant.equals(SampleRuns.TENANT)
                            ? Optional.of(new NamedObject(
                                    "iris.csv",
                                    new SourceObject("uploads", "files/acme/" + id, "", "e", new ByteCount(9))))
                            : Optional.empty(),
                    folders));

    @Test
    void create_startsARunOfTheSuffix() {
        JsonNode job = create("{\"target\": \"species\", \"family\": \"mlp\"}");

        assertThat(job.path("object").asText()).isEqualTo("fine_tuning.job");
        assertThat(job.path("status").asText()).isEqualTo("validating_files");
        assertThat(job.path("metadata").path("model").asText()).isEqualTo("iris");
        assertThat(job.path("fine_tuned_model").isNull()).isTrue();
        assertThat(job.path("training_file").asText()).isEqualTo(FILE);
        assertThat(job.path("seed").asLong()).isEqualTo(7);
        PipelineRun run = only();
        assertThat(executions.started()).containsExactly(run.id());
        assertThat(run.request().spec())
                .isEqualTo("{\"target\":\"species\",\"family\":\"mlp\",\"seed\":7,\"data\":\"training.csv\"}");
    }

    @Test
    void create_keepsWhatTheCallerNotes_besideWhatTheRunTells() {
        APIGatewayProxyRequestEvent event = event("training-refused-unknown-file");
        event.setIsBase64Encoded(false);
        event.setBody("""
                {"model": "auto", "training_file": "%s", "suffix": "iris",
                 "training": {"target": "species"}, "metadata": {"team": "flowers", "model": "mine"}}""".formatted(FILE));

        JsonNode metadata = json(answer(event)).path("metadata");

        assertThat(metadata.path("team").asText()).isEqualTo("flowers");
        assertThat(metadata.path("model").asText()).isEqualTo("iris");
        assertThat(only().request().metadata()).containsEntry("model", "mine");
    }

    @Test
    void events_ofATrainingUnderWay_haveItsLossesSoFar() {
        PipelineRun run = claimed();
        PipelineRun running = runs.update(
                run, current -> current.with(RunStatus.RUNNING), RunEvent.Draft.info("Fine-tuning job started"));
        folders.put(new RunFolder("results", run).progress(), """
                {"event":"epoch_finished","epoch":1,"epochs":3,"loss":0.5}
                a warning of a library
                {"event":"epoch_finished","epoch":2,"epochs":3,"loss":0.25}
                {"event":"epoch_fin""");

        JsonNode during = json(answer("GET", JOBS + "/" + run.id() + "/events")).path("data");
        runs.update(
                running,
                current -> current.ended(RunStatus.FAILED, SampleRuns.NOW),
                RunEvent.Draft.info("Epoch 1/3: training loss=0.5000"));
        JsonNode after = json(answer("GET", JOBS + "/" + run.id() + "/events")).path("data");

        assertThat(during.get(0).path("message").asText()).isEqualTo("Epoch 2/3: training loss=0.2500");
        assertThat(during.get(1).path("data").path("train_loss").asDouble()).isEqualTo(0.5);
        assertThat(during.get(1).path("id")).isEqualTo(after.get(0).path("id"));
        assertThat(after.get(0).path("message").asText()).isEqualTo("Epoch 1/3: training loss=0.5000");
    }

    @Test
    void schema_isTheOneTheWorkerHoldsSpecsAgainst_andNeedsNoKey() throws IOException {
        APIGatewayProxyRequestEvent event = event("inference-openapi");
        event.setPath("/schemas/training.json");
        event.getRequestContext().setPath("/live/schemas/training.json");

        assertThat(new String(Base64.getDecoder().decode(answer(event).getBody()), StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(
                        Path.of("..", "worker/src/main/resources/farebox/training/training.schema.json")));
    }

    @Test
    void retrieve_showsTheModelOfASuccess() {
        PipelineRun run = claimed();
        runs.update(run, current -> current.ended(RunStatus.SUCCEEDED, SampleRuns.NOW.plusSeconds(5)));

        JsonNode job = json(answer("GET", JOBS + "/" + run.id()));

        assertThat(job.path("status").asText()).isEqualTo("succeeded");
        assertThat(job.path("fine_tuned_model").asText()).isEqualTo("iris");
        assertThat(job.path("finished_at").asLong())
                .isEqualTo(SampleRuns.NOW.plusSeconds(5).getEpochSecond());
    }

    @Test
    void retrieve_showsTheErrorOfAFailure() {
        PipelineRun run = claimed();
        runs.fail(run, new RunError(RunError.NOT_PROMOTED, "worse"));

        JsonNode error = json(answer("GET", JOBS + "/" + run.id())).path("error");

        assertThat(error.toString()).isEqualTo("{\"code\":\"not_promoted\",\"message\":\"worse\",\"param\":null}");
    }

    @Test
    void list_isInPagesNewestFirst() {
        for (int i = 0; i < 3; i++) {
            store.claim(SampleRuns.of(SampleRuns.TENANT, "r" + i, SampleRuns.NOW.plusSeconds(i)), List.of());
        }
        store.claim(SampleRuns.of(new TenantId("other"), "other", SampleRuns.NOW), List.of());

        JsonNode first = json(answer(event("training-list-jobs")));
        JsonNode second = json(answer(
                "GET", JOBS, Map.of("after", List.of(first.path("last_id").asText()))));

        assertThat(first.path("data")).hasSize(2);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(first.path("data").get(0).path("created_at").asLong())
                .isGreaterThan(first.path("data").get(1).path("created_at").asLong());
        assertThat(second.path("data")).hasSize(1);
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "metadata[team], flowers, 2",
        "metadata[team], '', 1",
        "metadata[team], birds, 0",
        "metadata[model], iris, 4",
        "metadata, null, 1"
    })
    void list_filtersByMetadata(String name, String value, int jobs) {
        note("first", Map.of("team", "flowers"));
        note("second", Map.of("team", "flowers", "stage", "trial"));
        note("third", Map.of("team", ""));
        note("fourth", Map.of());

        JsonNode list = json(answer("GET", JOBS, Map.of(name, List.of(value))));

        assertThat(list.path("data")).hasSize(jobs);
        assertThat(list.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void list_ofSeveralPairs_hasWhatMatchesThemAll() {
        note("first", Map.of("team", "flowers"));
        note("second", Map.of("team", "flowers", "stage", "trial"));

        JsonNode list = json(
                answer("GET", JOBS, Map.of("metadata[team]", List.of("flowers"), "metadata[stage]", List.of("trial"))));

        assertThat(list.path("data")).hasSize(1);
        assertThat(list.at("/data/0/metadata/stage").asText()).isEqualTo("trial");
    }

    /** More than one read of the store. */
    @Test
    void list_findsWhatIsBehindManyJobsThatDoNotMatch() {
        note("wanted", Map.of("team", "flowers"));
        note("wanted, too", Map.of("team", "flowers"));
        for (int i = 0; i < 250; i++) {
            store.claim(SampleRuns.of(SampleRuns.TENANT, "r" + i, SampleRuns.NOW.plusSeconds(1 + i)), List.of());
        }

        JsonNode first = json(answer("GET", JOBS, Map.of("metadata[team]", List.of("flowers"), "limit", List.of("1"))));
        JsonNode second = json(answer(
                "GET",
                JOBS,
                Map.of(
                        "metadata[team]",
                        List.of("flowers"),
                        "after",
                        List.of(first.path("last_id").asText()))));

        assertThat(first.path("data")).hasSize(1);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.path("data")).hasSize(1);
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void list_refusesAFilterThatIsNone() {
        for (Map<String, List<String>> query : List.of(
                Map.of("metadata", List.of("flowers")),
                Map.of("metadata", List.of("null"), "metadata[team]", List.of("flowers")),
                Map.of("metadata[team]", List.of("flowers", "birds")))) {
            APIGatewayProxyResponseEvent response = answer("GET", JOBS, query);

            assertThat(response.getStatusCode()).isEqualTo(400);
            assertThat(json(response).at("/error/param").asText()).startsWith("metadata");
        }
    }

    @Test
    void cancel_endsTheRunStopsItsExecutionAndTakesNoFurtherEvent() {
        PipelineRun run = claimed();

        JsonNode job = json(answer("POST", JOBS + "/" + run.id() + "/cancel"));
        runs.update(run, current -> current.with(RunStatus.RUNNING), RunEvent.Draft.info("late"));

        assertThat(job.path("status").asText()).isEqualTo("cancelled");
        assertThat(executions.stopped()).containsExactly(run.id());
        assertThat(store.events(SampleRuns.TENANT, run.id()))
                .extracting(RunEvent::message)
                .containsExactly("Fine-tuning job cancelled");
    }

    @Test
    void cancel_whileACanaryLasts_leavesTheExecutionToTakeTheModelBack() {
        PipelineRun run = claimed();
        runs.update(run, current -> current.with(RunStatus.CANARY));

        JsonNode job = json(answer("POST", JOBS + "/" + run.id() + "/cancel"));

        assertThat(job.path("status").asText()).isEqualTo("cancelled");
        assertThat(executions.stopped()).isEmpty();
    }

    @Test
    void cancel_whileTheModelIsPromoted_comesTooLate() {
        PipelineRun run = claimed();
        runs.update(run, current -> current.with(RunStatus.PROMOTING));

        JsonNode job = json(answer("POST", JOBS + "/" + run.id() + "/cancel"));

        assertThat(job.path("status").asText()).isEqualTo("running");
        assertThat(executions.stopped()).isEmpty();
    }

    @Test
    void events_areNewestFirstInPages() {
        PipelineRun run = claimed();
        runs.update(
                run,
                current -> current.with(RunStatus.RUNNING),
                RunEvent.Draft.info("one"),
                RunEvent.Draft.measured("two", Map.of("train_loss", 0.5)));

        JsonNode first = json(answer("GET", JOBS + "/" + run.id() + "/events", Map.of("limit", List.of("1"))));
        JsonNode second = json(answer(
                "GET",
                JOBS + "/" + run.id() + "/events",
                Map.of("after", List.of(first.path("last_id").asText()))));

        assertThat(first.path("data").get(0).path("message").asText()).isEqualTo("two");
        assertThat(first.path("data").get(0).path("type").asText()).isEqualTo("metrics");
        assertThat(first.path("data").get(0).path("data").path("train_loss").asDouble())
                .isEqualTo(0.5);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.path("data").get(0).path("message").asText()).isEqualTo("one");
    }

    @Test
    void checkpoints_areNone() {
        assertThat(json(answer("GET", JOBS + "/" + claimed().id() + "/checkpoints"))
                        .path("data"))
                .isEmpty();
    }

    @Test
    void theJobOfAnotherTenant_looksAsIfThereWereNone() {
        PipelineRun other = SampleRuns.of(new TenantId("other"), "other", SampleRuns.NOW);
        store.claim(other, List.of());

        for (String path : List.of("", "/events", "/checkpoints")) {
            assertThat(answer("GET", JOBS + "/" + other.id() + path).getStatusCode())
                    .isEqualTo(404);
        }
        assertThat(answer("POST", JOBS + "/" + other.id() + "/cancel").getStatusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "training-refused-unknown-job, 404, there is no fine-tuning job",
        "training-refused-malformed-job, 404, there is no fine-tuning job",
        "training-refused-limit, 400, limit is 1 to 100",
        "training-refused-unknown-file, 404, there is no file",
        "training-refused-no-suffix, 400, suffix",
        "training-refused-model, 400, model is auto"
    })
    void whatIsWrong_isNamed(String name, int status, String words) {
        APIGatewayProxyResponseEvent response = answer(event(name));

        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(json(response).path("error").path("message").asText()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "hyperparameters": {"n_epochs": 3}                                              | hyperparameters.n_epochs is auto
            "hyperparameters": {"batch_size": "large"}                                      | hyperparameters.batch_size is auto
            "method": {"type": "dpo", "dpo": {}}                                            | method is supervised
            "method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 3}}} | hyperparameters.n_epochs is auto
            "integrations": [{"type": "wandb"}]                                             | integrations are not served
            """)
    void whatWouldChangeTheTraining_andIsNotServed_isRefused(String field, String words) {
        JsonNode error = post(field).path("error");

        assertThat(error.path("message").asText()).contains(words);
        assertThat(store.list(SampleRuns.of("any").model().owner(), Optional.empty(), 1))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"hyperparameters\": {\"n_epochs\": \"auto\"}",
                "\"hyperparameters\": null",
                "\"method\": {\"type\": \"supervised\", \"supervised\": {\"hyperparameters\": {\"n_epochs\": \"auto\"}}}",
                "\"integrations\": []"
            })
    void whatLeavesTheTrainingAsItIs_isTaken(String field) {
        assertThat(post(field).path("object").asText()).isEqualTo("fine_tuning.job");
    }

    private JsonNode post(String field) {
        APIGatewayProxyRequestEvent event = event("training-refused-unknown-file");
        event.setIsBase64Encoded(false);
        event.setBody(
                "{\"model\":\"auto\",\"training_file\":\"%s\",\"suffix\":\"iris\",\"training\":{\"target\":\"species\"},%s}"
                        .formatted(FILE, field));
        return json(answer(event));
    }

    private JsonNode create(String training) {
        APIGatewayProxyRequestEvent event = event("training-refused-unknown-file");
        event.setIsBase64Encoded(false);
        event.setBody("{\"model\":\"auto\",\"training_file\":\"%s\",\"suffix\":\"iris\",\"seed\":7,\"training\":%s}"
                .formatted(FILE, training));
        return json(answer(event));
    }

    private void note(String cause, Map<String, String> metadata) {
        PipelineRun run = SampleRuns.of(cause);
        TrainingRequest request = new TrainingRequest(
                run.request().cause(), run.request().spec(), run.request().files(), metadata);
        store.claim(PipelineRun.created(run.id(), run.model(), request, SampleRuns.NOW), List.of());
    }

    private PipelineRun claimed() {
        PipelineRun run = SampleRuns.of("claimed");
        store.claim(run, List.of());
        return run.stored(0);
    }

    private PipelineRun only() {
        return store.list(SampleRuns.TENANT, Optional.empty(), 10).getFirst();
    }

    private APIGatewayProxyResponseEvent answer(String method, String path) {
        return answer(method, path, Map.of());
    }

    private APIGatewayProxyResponseEvent answer(String method, String path, Map<String, List<String>> query) {
        APIGatewayProxyRequestEvent event = event("training-list-jobs");
        event.setHttpMethod(method);
        event.setPath(path);
        event.getRequestContext().setPath("/live" + path);
        event.setMultiValueQueryStringParameters(query);
        return answer(event);
    }

    private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event) {
        return handler.handleRequest(event, new FakeContext("1a2b3c", 15_000));
    }

    private static APIGatewayProxyRequestEvent event(String name) {
        try (InputStream in = Files.newInputStream(EVENTS.resolve(name + ".json"))) {
            return LambdaEventSerializers.serializerFor(
                            APIGatewayProxyRequestEvent.class, TrainingHandlerTest.class.getClassLoader())
                    .fromJson(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(APIGatewayProxyResponseEvent response) {
        byte[] body = response.getIsBase64Encoded()
                ? Base64.getDecoder().decode(response.getBody())
                : response.getBody().getBytes(StandardCharsets.UTF_8);
        return new Json().object(body);
    }
}
