package farebox.inference.openinference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.Detect;
import farebox.inference.Embed;
import farebox.inference.InMemoryModels;
import farebox.inference.ModelRuns;
import farebox.inference.Predict;
import farebox.inference.RunGraph;
import farebox.inference.Statistics;
import farebox.inference.TableModel;
import farebox.inference.Workers;
import farebox.inference.http.MeteredEndpoint;
import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.MovableClock;
import farebox.kernel.PlanName;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model of tables and one of texts, each called in the form of its task and by its graph's own tensors. */
final class TaskFormsTest {
    private static final Caller CALLER =
            new Caller(new TenantId("demo"), new KeyId("00000000"), Scope.INVOKE, new PlanName("standard"));

    private final MovableClock clock = new MovableClock();
    private final Json json = new Json();
    private final InMemoryModels models =
            InMemoryModels.withMini().add("table", TableModel.SPEC, TableModel.GRAPH, TableModel::new);
    private final List<Amounts> billed = new ArrayList<>();
    private final List<Route> routes = routes();

    @Test
    void infer_byNamedColumnsGivesALabelAndProbabilities() {
        JsonNode response = infer("table", """
                {"inputs":[{"name":"length","shape":[2],"datatype":"FP32","data":[1.5,-2]},
                           {"name":"width","shape":[2,1],"datatype":"FP32","data":[[0],[1]]},
                           {"name":"colour","shape":[2],"datatype":"BYTES","data":["red",""]}]}""");

        assertThat(response.at("/outputs/0/name").textValue()).isEqualTo("label");
        assertThat(response.at("/outputs/0/data").toString()).isEqualTo("[\"yes\",\"no\"]");
        assertThat(response.at("/outputs/1/shape").toString()).isEqualTo("[2,2]");
        assertThat(billed.getFirst().of(Meter.ROWS)).isEqualTo(2);
        assertThat(billed.getFirst().of(Meter.CALLS)).isEqualTo(1);
    }

    @Test
    void infer_byTheGraphsTensorsGivesItsOutputsAndCostsTheSame() {
        JsonNode response = infer("table", """
                {"inputs":[{"name":"numbers","shape":[2,2],"datatype":"FP32","data":[1.5,0,-2,1]},
                           {"name":"colour","shape":[2,1],"datatype":"BYTES","data":["red",""]}]}""");

        assertThat(response.at("/outputs/0/name").textValue()).isEqualTo("scores");
        assertThat(billed.getFirst().of(Meter.ROWS)).isEqualTo(2);
    }

    @Test
    void infer_ofATextModelByItsTokensGivesTheHiddenStateAndCostsItsTokens() {
        JsonNode response = infer("mini", """
                {"inputs":[{"name":"input_ids","shape":[1,3],"datatype":"INT64","data":[101,7,102]}]}""");

        assertThat(response.at("/outputs/0/name").textValue()).isEqualTo("last_hidden_state");
        assertThat(response.at("/outputs/0/shape").toString()).isEqualTo("[1,3,384]");
        assertThat(billed.getFirst().of(Meter.TOKENS_IN)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"length","shape":[1],"datatype":"FP32","data":[1]}                                                     | the column 'width' is missing
            {"name":"length","shape":[1],"datatype":"INT64","data":[1]},{"name":"width","shape":[1],"datatype":"FP32","data":[1]} | input 'length' is of datatype FP32, not INT64
            {"name":"length","shape":[1,2],"datatype":"FP32","data":[1,2]},{"name":"width","shape":[1],"datatype":"FP32","data":[1]} | shape [n] or [n,1]
            {"name":"length","shape":[2],"datatype":"FP32","data":[1,2]},{"name":"width","shape":[1],"datatype":"FP32","data":[1]},{"name":"colour","shape":[2],"datatype":"BYTES","data":["a","b"]} | the column 'width' has 1 rows, and 'length' has 2
            {"name":"numbers","shape":[1,3],"datatype":"FP32","data":[1,2,3]},{"name":"colour","shape":[1,1],"datatype":"BYTES","data":["a"]} | input 'numbers' has shape [-1, 2] (-1 is any size), not [1, 3]
            {"name":"numbers","shape":[1,2],"datatype":"FP32","data":[1,2]}                                                | the input 'colour' is missing
            {"name":"height","shape":[1],"datatype":"FP32","data":[1]}                                                     | no input 'height'; it has [numbers, colour]
            """)
    void infer_ofTensorsThatDoNotFit_saysWhich(String inputs, String reason) {
        Assertions.assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> infer("table", "{\"inputs\":[" + inputs + "]}"))
                .withMessageContaining(reason);
        assertThat(billed).isEmpty();
        assertThat(models.leases()).isZero();
    }

    @Test
    void metadata_ofATableListsTheGraphsTensorsAndTheTask() {
        JsonNode metadata =
                json.object(call("GET", "/v2/models/{model}", "table", "").body());

        assertThat(metadata.at("/inputs/0/name").textValue()).isEqualTo("numbers");
        assertThat(metadata.at("/inputs/0/shape").toString()).isEqualTo("[-1,2]");
        assertThat(metadata.at("/parameters/task").textValue()).isEqualTo("tabular-classification");
    }

    private JsonNode infer(String model, String body) {
        return json.object(call("POST", "/v2/models/{model}/infer", model, body).body());
    }

    private HttpResponse call(String method, String path, String model, String body) {
        HttpRequest request = new HttpRequest(
                method,
                path,
                Map.of("model", model),
                Map.of(),
                Map.of(),
                body.getBytes(UTF_8),
                new RequestId("r"),
                Map.of(),
                Deadline.after(Duration.ofSeconds(20), clock));
        Route.Action action = routes.stream()
                .filter(route -> route.path().equals(path) && route.method().equals(method))
                .findFirst()
                .orElseThrow()
                .action();
        return ((Route.Action.Scoped) action).handler().handle(request, CALLER);
    }

    private List<Route> routes() {
        Statistics statistics = new Statistics();
        ModelRuns runs = new ModelRuns(models, statistics, clock);
        TensorInference inference = new TensorInference(
                new Embed(runs, new Workers(1)), new Predict(runs), Detect.over(runs), new RunGraph(runs));
        MeteredEndpoint metered = new MeteredEndpoint((_, _, work) -> {
            MeteredCall.Result<HttpResponse> result = work.get();
            billed.add(result.amounts());
            return new MeteredCall.Response<>(result.response(), "event", false);
        });
        return new OpenInference(new Catalog(models, clock), inference, statistics, metered, json, "1").routes();
    }
}
