package farebox.inference.lambda;

import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.Explain;
import farebox.inference.ModelRuns;
import farebox.inference.Predict;
import farebox.inference.RunGraph;
import farebox.inference.Statistics;
import farebox.inference.UsageMeter;
import farebox.inference.Workers;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.ServiceInfoRoutes;
import farebox.inference.openai.OpenAi;
import farebox.inference.openinference.OpenInference;
import farebox.inference.openinference.TensorInference;
import farebox.inference.predict.ExplainRoutes;
import farebox.inference.predict.PredictRoutes;
import farebox.models.Models;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Every route of the function, over one set of models; all of it may be kept in a snapshot. */
record InferenceApi(
        Catalog catalog,
        TensorInference inference,
        Explain explain,
        Statistics statistics,
        ServiceInfoRoutes serviceInfoRoutes,
        Json json) {

    static InferenceApi over(Models models, Json json, InstantSource clock) {
        Statistics statistics = new Statistics();
        ModelRuns runs = new ModelRuns(models, statistics, clock);
        Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
        return new InferenceApi(
                new Catalog(models, clock),
                new TensorInference(new Embed(runs, workers), new Predict(runs), new RunGraph(runs)),
                new Explain(runs),
                statistics,
                new ServiceInfoRoutes(json),
                json);
    }

    List<Route> routes(UsageMeter usageMeter) {
        MeteredEndpoint metered = new MeteredEndpoint(usageMeter);
        OpenAi openAi = new OpenAi(catalog, inference.embed(), metered, json);
        PredictRoutes predict = new PredictRoutes(catalog, inference.predict(), metered, json);
        ExplainRoutes explanations = new ExplainRoutes(catalog, explain, metered, json);
        OpenInference openInference =
                new OpenInference(catalog, inference, statistics, metered, json, serviceInfoRoutes.version());
        // Predictions and explanations come before /v1/models/{id+}, which has their path, too: the first template that
        // matches has it.
        return Stream.of(
                        predict.routes(),
                        explanations.routes(),
                        openAi.routes(),
                        openInference.routes(),
                        serviceInfoRoutes.routes())
                .flatMap(List::stream)
                .toList();
    }
}
