package farebox.inference.openinference;

import farebox.edge.Dialect;
import farebox.edge.HttpAnswer;
import farebox.edge.Json;
import farebox.edge.Route;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.Statistics;
import farebox.inference.web.MeteredWork;
import farebox.kernel.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The routes of the Open Inference Protocol. What concerns models needs a key; whether the server lives does not. */
public final class OpenInference {
    private static final String MODEL = "/v2/models/{model}";
    private static final List<String> EXTENSIONS =
            List.of("binary_tensor_data", "model_configuration", "model_repository", "statistics");

    private final Json json;
    private final String version;
    private final Infer infer;
    private final Descriptions descriptions;

    /** @param version of this server */
    public OpenInference(
            Catalog catalog, Embed embed, Statistics statistics, MeteredWork metered, Json json, String version) {
        this.json = json;
        this.version = version;
        this.infer = new Infer(catalog, embed, metered, json);
        this.descriptions = new Descriptions(catalog, statistics, json);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(open(
                "/v2",
                Fields.of("name", "farebox")
                        .and("version", version)
                        .and("extensions", EXTENSIONS)
                        .map()));
        routes.add(open("/v2/health/live", Map.of("live", true)));
        routes.add(open("/v2/health/ready", Map.of("ready", true)));
        routes.add(keyed("POST", "/v2/repository/index", descriptions::index));
        routes.add(keyed("GET", "/v2/models/stats", descriptions::allStatistics));
        routes.addAll(modelRoutes(MODEL));
        routes.addAll(modelRoutes(MODEL + "/versions/{version}"));
        return List.copyOf(routes);
    }

    private List<Route> modelRoutes(String root) {
        return List.of(
                keyed("POST", root + "/infer", infer.at(root + "/infer")),
                keyed("GET", root, descriptions::metadata),
                keyed("GET", root + "/ready", descriptions::ready),
                keyed("GET", root + "/config", descriptions::config),
                keyed("GET", root + "/stats", descriptions::statistics));
    }

    private Route open(String template, Map<String, Object> answer) {
        return Route.open("GET", template, Dialect.OPEN_INFERENCE, _ -> HttpAnswer.json(200, json.write(answer)));
    }

    private static Route keyed(String method, String template, Route.Work work) {
        return Route.keyed(method, template, Dialect.OPEN_INFERENCE, Scope.CALLER, work);
    }
}
