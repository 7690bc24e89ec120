package farebox.inference.openinference;

import farebox.http.ErrorFormat;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.Statistics;
import farebox.inference.http.MeteredEndpoint;
import farebox.kernel.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The routes of the Open Inference Protocol. What concerns models needs a key; whether the server lives does not. */
public final class OpenInference {
    private static final String MODEL = "/v2/models/{model}";

    /** A slash in a model's name may arrive escaped, in one segment, or as it is: tritonclient does not escape it. */
    private static final String OWNED_MODEL = "/v2/models/{owner}/{model}";

    private static final List<String> EXTENSIONS =
            List.of("binary_tensor_data", "model_configuration", "model_repository", "statistics");

    private final Json json;
    private final String version;
    private final Infer infer;
    private final ModelMetadataRoutes modelMetadataRoutes;

    /** @param version of this server */
    public OpenInference(
            Catalog catalog,
            TensorInference inference,
            Statistics statistics,
            MeteredEndpoint metered,
            Json json,
            String version) {
        this.json = json;
        this.version = version;
        this.infer = new Infer(catalog, inference, metered, json);
        this.modelMetadataRoutes = new ModelMetadataRoutes(catalog, statistics, json);
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
        routes.add(keyed("POST", "/v2/repository/index", modelMetadataRoutes::index));
        routes.add(keyed("GET", "/v2/models/stats", modelMetadataRoutes::allStatistics));
        routes.addAll(modelRoutes(MODEL));
        routes.addAll(modelRoutes(MODEL + "/versions/{version}"));
        routes.addAll(modelRoutes(OWNED_MODEL));
        routes.addAll(modelRoutes(OWNED_MODEL + "/versions/{version}"));
        return List.copyOf(routes);
    }

    private List<Route> modelRoutes(String root) {
        return List.of(
                keyed("POST", root + "/infer", infer.at(root + "/infer")),
                keyed("GET", root, modelMetadataRoutes::metadata),
                keyed("GET", root + "/ready", modelMetadataRoutes::ready),
                keyed("GET", root + "/config", modelMetadataRoutes::config),
                keyed("GET", root + "/stats", modelMetadataRoutes::statistics));
    }

    private Route open(String template, Map<String, Object> answer) {
        return Route.publicRoute(
                "GET", template, ErrorFormat.OPEN_INFERENCE, _ -> HttpResponse.json(200, json.write(answer)));
    }

    private static Route keyed(String method, String template, Route.Handler handler) {
        return Route.scoped(method, template, ErrorFormat.OPEN_INFERENCE, Scope.INVOKE, handler);
    }
}
